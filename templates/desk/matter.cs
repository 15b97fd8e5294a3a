<?cs #
  GET /desk/matter?id=N, and POST /desk/matter shown again: one matter of a register and what was written about it.
  Page.Title .Kind     Page.Matter.Id and as a row of desk/matters.cs     Page.Entries.N.When .Who .State .Words.K  newest first
  Page.May  1: a status may be written   .MayEnd  1: it may be closed   .MayUp  1: it may be released upward
  Page.Form.Key   Form.note, Form.date  .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<?cs call:flash() ?><?cs call:error_summary() ?>
<p class="row"><a class="btn small" href="/desk/matters?kind=<?cs var:Page.Kind ?>"><?cs call:icon("left") ?><?cs var:Page.Title ?></a></p>
<div class="case-head"><div class="row"><span class="tag"><?cs var:Page.Matter.State ?></span><?cs if:Page.Matter.DueIso ?><span class="left <?cs var:Page.Matter.DueTone ?>"><?cs var:Page.Matter.DueText ?></span><?cs /if ?></div><h1><?cs var:Page.Matter.Title ?></h1><?cs if:Page.Matter.Place ?><p class="soft"><?cs call:icon("pin") ?> <?cs var:Page.Matter.Place ?></p><?cs /if ?></div>
<section class="card"><dl class="facts"><div><dt><?cs var:Text.matter.owner ?></dt><dd><?cs var:Page.Matter.Owner ?></dd></div><?cs if:Page.Matter.Unit ?><div><dt><?cs var:Field.unit.Label ?></dt><dd><?cs var:Page.Matter.Unit ?></dd></div><?cs /if ?><div><dt><?cs var:Text.matter.opened ?></dt><dd><?cs var:Page.Matter.Opened ?></dd></div><?cs if:Page.Matter.Origin ?><div><dt><?cs var:Field.origin.Label ?></dt><dd><?cs var:Page.Matter.Origin ?></dd></div><?cs /if ?></dl></section>
<?cs if:Page.May ?><section class="card"><form action="/desk/matter" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>"><input type="hidden" name="id" value="<?cs var:Page.Matter.Id ?>">
<fieldset class="field"><legend><?cs var:Text.matter.state ?></legend><div class="choices"><label class="choice"><input type="radio" name="what" value="status" checked><span><?cs var:Text.matter.status ?></span></label><?cs if:Page.MayEnd ?><label class="choice"><input type="radio" name="what" value="close"><span><?cs var:Text.matter.close ?></span></label><?cs /if ?><?cs if:Page.MayUp ?><label class="choice"><input type="radio" name="what" value="up"><span><?cs var:Text.matter.up ?></span></label><?cs /if ?></div></fieldset>
<?cs call:text_area(Form.note, "note", Field.note.Label, "", "2000", "1") ?><?cs call:text_input(Form.date, "date", "date", Text.matter.day, Text.matter.day_hint, "off", "", "") ?>
<button class="wide primary"><?cs var:Text.matter.save ?></button></form></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.case.timeline ?></h2><?cs each:e = Page.Entries ?><div class="stack"><p class="row"><b><?cs var:e.Who ?></b><span class="small soft"><?cs var:e.When ?></span><span class="tag"><?cs var:e.State ?></span></p><?cs each:t = e.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section>
</div>
<?cs call:desk_bottom() ?>
