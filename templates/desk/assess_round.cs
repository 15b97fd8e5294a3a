<?cs #
  GET /desk/assess/round?id=…, and POST /desk/assess/round shown again: one round, its sheets and the form of one.
  Page.Round.Id .Name .Kind .From .To .Weight .Sheets .Units .Closed (1)
  Page.Items.N.Name .Points .Field .Value
  Page.Sheets.N.Id .Unit .Assessor .Note .Points .Share .When .Undone (1: taken back)
  Page.May  1: this person may write a sheet     Page.MayEnd  1: … close the round     Page.Form.Key .Open (1: unfolded)
  Form.unit, .assessor, .note, .points, .close  .Value .Error .Options     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
def:assess_hidden(what) ?><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>"><input type="hidden" name="id" value="<?cs var:Page.Round.Id ?>"><input type="hidden" name="what" value="<?cs var:what ?>"><?cs /def ?><?cs
def:sheet_line(s) ?><tr><td><b><?cs var:s.Unit ?></b><?cs if:s.Note ?><small><?cs var:s.Note ?></small><?cs /if ?></td><td><?cs var:s.Assessor ?><small class="num"><?cs var:s.When ?></small></td><td class="num nowrap"><?cs var:s.Points ?></td><td class="num"><?cs var:s.Share ?>%</td><td><?cs if:s.Undone ?><span class="tag"><?cs var:Text.assess.undone ?></span><?cs elif:Page.May ?><form action="/desk/assess/round" method="post" data-once><?cs call:assess_hidden("undo") ?><input type="hidden" name="sheet" value="<?cs var:s.Id ?>"><button class="small"><?cs var:Text.assess.undo ?><span class="sr"> <?cs var:s.Unit ?> <?cs var:s.Assessor ?></span></button></form><?cs /if ?></td></tr><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Page.Round.Name ?></h1></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Page.Round.Kind ?> · <span class="num"><?cs var:Page.Round.From ?> – <?cs var:Page.Round.To ?></span> · <?cs var:Text.assess.weight ?> <span class="num"><?cs var:Page.Round.Weight ?></span> · <?cs if:Page.Round.Closed ?><?cs var:Text.assess.closed ?><?cs else ?><?cs var:Text.assess.open ?><?cs /if ?></p>
<?cs if:Page.May ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.assess.sheet ?></summary><form action="/desk/assess/round" method="post" data-once><?cs call:assess_hidden("put") ?>
<div class="pair"><?cs call:select_input(Form.unit, "unit", Field.unit.Label, "", "1") ?><?cs call:text_input(Form.assessor, "assessor", "text", Text.assess.assessor, Text.assess.assessor_hint, "off", "60", "1") ?></div>
<fieldset class="field<?cs if:Form.points.Error ?> bad<?cs /if ?>" id="points"><legend><?cs var:Text.assess.items ?></legend><?cs call:error_line("points", Form.points.Error) ?><?cs
each:i = Page.Items ?><label class="field" for="<?cs var:i.Field ?>"><span><?cs var:i.Name ?> <span class="soft num">0 – <?cs var:i.Points ?></span></span><input type="number" inputmode="numeric" id="<?cs var:i.Field ?>" name="<?cs var:i.Field ?>" min="0" max="<?cs var:i.Points ?>" value="<?cs var:i.Value ?>" required></label><?cs /each ?></fieldset>
<?cs call:text_input(Form.note, "note", "text", Field.note.Label, "", "off", "400", "") ?>
<button class="wide primary"><?cs var:Text.assess.put ?></button></form></details><?cs /if ?>
<?cs if:Page.Sheets.0.Id ?><div class="rows scroll after"><table><thead><tr><th scope="col"><?cs var:Field.unit.Label ?></th><th scope="col"><?cs var:Text.assess.assessor ?></th><th scope="col" class="num"><?cs var:Text.assess.points ?></th><th scope="col" class="num"><?cs var:Text.assess.share ?></th><th scope="col"><span class="sr"><?cs var:Text.assess.state ?></span></th></tr></thead><tbody><?cs
each:s = Page.Sheets ?><?cs call:sheet_line(s) ?><?cs /each ?></tbody></table></div>
<?cs else ?><div class="card empty"><?cs call:icon("users") ?><p><?cs var:Text.assess.no_sheets ?></p></div><?cs /if ?>
<?cs if:Page.MayEnd ?><form class="card after" action="/desk/assess/round" method="post" data-once><?cs call:assess_hidden("close") ?><h2><?cs var:Text.assess.end ?></h2><p class="soft"><?cs var:Text.assess.end_hint ?></p><?cs call:error_line("close", Form.close.Error) ?><button id="close"><?cs var:Text.assess.end ?></button></form><?cs /if ?>
<p class="after"><a href="/desk/assess"><?cs call:icon("left") ?><?cs var:Text.assess.page ?></a></p>
</div>
<?cs call:desk_bottom() ?>
