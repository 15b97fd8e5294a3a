<?cs #
  GET /desk/case/matter?id=N, and POST shown again: adding a case to an open matter of the registers.
  Page.Act.Id  the case     Page.Back.Url .Label     Page.Matters.N.Value .Title .Kind .Who     Form.matter.Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page narrow">
<?cs call:flash() ?><?cs call:error_summary() ?>
<p class="row"><a class="btn small" href="<?cs var:Page.Back.Url ?>"><?cs call:icon("left") ?><?cs var:Page.Back.Label ?></a></p>
<div class="title"><h1><?cs var:Text.link.page ?></h1></div>
<?cs if:Page.Matters.0.Value ?><form class="card" action="/desk/case/matter" method="post"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Act.Id ?>">
<fieldset class="field"><legend><?cs var:Text.link.which ?></legend><div class="choices"><?cs each:m = Page.Matters ?><label class="choice"><input type="radio" name="matter" value="<?cs var:m.Value ?>" required><span><b><?cs var:m.Title ?></b> <small><?cs var:m.Kind ?> · <?cs var:m.Who ?></small></span></label><?cs /each ?></div></fieldset>
<button class="wide primary"><?cs var:Text.link.add ?></button></form><?cs else ?><div class="card empty"><?cs call:icon("flag") ?><p><?cs var:Text.link.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
