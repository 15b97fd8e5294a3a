<?cs #
  GET /desk/appeal?id=N, and POST /desk/appeal shown again: one appeal with its rulings.
  Page.Id   Page.Appeal  as a row of desk/appeals.cs, and .CaseUrl   Page.Exempt  1: granted, the case left the counts
  Page.MayRule, Page.MayBack  1   Page.Form.Key   Page.Events.N  as on desk/finding.cs     Form.note .ruling  .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<?cs call:flash() ?><?cs call:error_summary() ?>
<p class="row"><a class="btn small" href="/desk/appeals"><?cs call:icon("left") ?><?cs var:Text.appeal.page ?></a></p>
<div class="case-head"><div class="row"><?cs call:tag(Page.Appeal.Tone, "", Page.Appeal.State) ?></div><h1><?cs var:Page.Appeal.Kind ?></h1><p><b><?cs var:Page.Appeal.Unit ?></b> · <a class="num" href="<?cs var:Page.Appeal.CaseUrl ?>"><?cs var:Page.Appeal.Number ?></a><?cs if:Page.Appeal.Month ?> · <span class="num"><?cs var:Page.Appeal.Month ?></span><?cs /if ?></p></div>
<?cs if:Page.Exempt ?><p class="note ok"><?cs call:icon("ok") ?> <?cs var:Text.appeal.exempt ?></p><?cs /if ?>
<?cs if:Page.MayRule ?><section class="card"><h2><?cs var:Text.appeal.rule ?></h2><form action="/desk/appeal" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>-rule"><input type="hidden" name="id" value="<?cs var:Page.Id ?>">
<fieldset class="field"><legend><?cs var:Text.appeal.rule ?></legend><div class="choices"><label class="choice"><input type="radio" name="ruling" value="grant" required><span><?cs var:Text.appeal.grant ?></span></label><label class="choice"><input type="radio" name="ruling" value="refuse"><span><?cs var:Text.appeal.refuse ?></span></label></div></fieldset>
<?cs call:text_area(Form.note, "note", Text.appeal.reason, "", "4000", "1") ?><button class="wide primary"><?cs var:Text.appeal.save ?></button></form></section><?cs /if ?>
<?cs if:Page.MayBack ?><section class="card"><form action="/desk/appeal" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>-back"><input type="hidden" name="id" value="<?cs var:Page.Id ?>"><input type="hidden" name="ruling" value="back"><div class="field"><label for="back-note"><?cs var:Text.appeal.reason ?></label><textarea id="back-note" name="note" rows="3" maxlength="4000" required></textarea></div><button class="wide"><?cs var:Text.appeal.back ?></button></form></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.finding.history ?></h2><ol class="line-list"><?cs each:e = Page.Events ?><?cs call:event_line(e) ?><?cs /each ?></ol></section>
</div>
<?cs call:desk_bottom() ?>
