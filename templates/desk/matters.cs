<?cs #
  GET /desk/matters?kind=light|stubborn|inquiry, and POST /desk/matters shown again: a register beside the cases.
  Page.Title .Kind .Help
  Page.Open.N, Page.Over.N  .Url .Title .Place .Class .Every .Owner .Unit .Opened .Origin .State .DueIso .DueText .DueTone .DueRuns
  Page.Next  address of older ones, absent at the end     Page.May  1: this person may write one down
  Page.Months.N.Label .Running (1) .Rows.K.Name .Why .Points  what stubborn problems cost whom
  Page.Form.Key .Day (1: asks for a day and an owner) .Every (1: statuses at intervals) .Light (1: class and photos) .From (1: who inquires) .Open (1: unfolded)
  Form.title, .note, .address, .date, .origin, .unit, .owner, .class, .every, .photo  .Value .Error .Options     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
def:matter_line(m) ?><tr><td><a class="main" href="<?cs var:m.Url ?>"><b><?cs var:m.Title ?></b></a><?cs if:m.Place ?><small><?cs var:m.Place ?></small><?cs /if ?><?cs if:m.Origin ?><small><?cs var:m.Origin ?></small><?cs /if ?><?cs if:m.Class ?><small><?cs var:m.Class ?></small><?cs /if ?></td><td><?cs var:m.Owner ?><?cs if:m.Unit ?><small><?cs var:m.Unit ?></small><?cs /if ?></td><td class="num nowrap"><?cs var:m.Opened ?></td><td><span class="tag"><?cs var:m.State ?></span><?cs if:m.DueIso ?> <span class="left <?cs var:m.DueTone ?>"<?cs if:m.DueRuns ?> data-due="<?cs var:m.DueIso ?>"<?cs /if ?>><?cs var:m.DueText ?></span><?cs /if ?></td></tr><?cs /def ?><?cs
def:matter_table(list) ?><div class="rows scroll after" data-rows><table><thead><tr><th scope="col"><?cs var:Text.matter.what ?></th><th scope="col"><?cs var:Text.matter.owner ?></th><th scope="col"><?cs var:Text.matter.opened ?></th><th scope="col"><?cs var:Text.matter.state ?></th></tr></thead><tbody><?cs each:m = list ?><?cs call:matter_line(m) ?><?cs /each ?></tbody></table></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Page.Title ?></h1></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Page.Help ?></p>
<?cs if:Page.May ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.matter.new ?></summary><form action="/desk/matters" method="post" enctype="multipart/form-data" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>"><input type="hidden" name="kind" value="<?cs var:Page.Kind ?>">
<?cs call:text_input(Form.title, "title", "text", Text.matter.what, "", "off", "120", "1") ?>
<?cs call:text_area(Form.note, "note", Field.note.Label, "", "2000", "1") ?>
<?cs call:text_input(Form.address, "address", "text", Field.address.Label, "", "off", "200", "") ?>
<?cs if:Page.Form.From ?><?cs call:select_input(Form.origin, "origin", Field.origin.Label, "", "1") ?><?cs /if ?>
<?cs if:Page.Form.Light ?><?cs call:select_input(Form.class, "class", Field.class.Label, Text.matter.class_hint, "") ?><?cs call:photo_input(Form.photo, "photo", Field.photo.Label, "", "1") ?><?cs /if ?>
<?cs if:Page.Form.Day ?><div class="pair"><?cs call:select_input(Form.owner, "owner", Text.matter.owner, "", "1") ?><?cs call:select_input(Form.unit, "unit", Field.unit.Label, "", "") ?></div>
<div class="pair"><?cs if:Page.Form.Every ?><?cs call:text_input(Form.date, "date", "date", Text.matter.day, "", "off", "", "") ?><?cs call:text_input(Form.every, "every", "number", Text.matter.every, Text.matter.every_hint, "off", "", "") ?><?cs else ?><?cs call:text_input(Form.date, "date", "date", Text.matter.day, "", "off", "", "1") ?><?cs /if ?></div><?cs /if ?>
<button class="wide primary"><?cs var:Text.matter.save ?></button></form></details><?cs /if ?>
<?cs if:Page.Open.0.Url ?><?cs call:matter_table(Page.Open) ?><?cs /if ?>
<?cs if:Page.Months.0.Label ?><section class="card after"><h2><?cs var:Text.matter.losses ?></h2><p class="small soft"><?cs var:Text.matter.losses_hint ?></p><?cs each:k = Page.Months ?><h3 class="row"><span class="num"><?cs var:k.Label ?></span><?cs if:k.Running ?> <span class="tag"><?cs var:Text.matter.running ?></span><?cs /if ?></h3><?cs if:k.Rows.0.Points ?><div class="rows scroll"><table><tbody><?cs each:r = k.Rows ?><tr><td><b><?cs var:r.Name ?></b></td><td><?cs var:r.Why ?></td><td class="num nowrap"><?cs var:r.Points ?></td></tr><?cs /each ?></tbody></table></div><?cs else ?><p class="soft"><?cs var:Text.matter.losses_none ?></p><?cs /if ?><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Over.0.Url ?><h2><?cs var:Text.matter.over ?></h2><?cs call:matter_table(Page.Over) ?><?cs /if ?>
<?cs if:!Page.Open.0.Url && !Page.Over.0.Url ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.matter.none ?></p></div><?cs /if ?>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
</div>
<?cs call:desk_bottom() ?>
