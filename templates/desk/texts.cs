<?cs #
  GET and POST /desk/texts  canned texts, kept by the chief.
  Page.Groups.N.Label (a step) .Texts.K.Id .Action .Class .ClassName .Zh .En     what is there
  Page.Step, Page.Class  .Options/.Groups: choices of a new text     Form.action, Form.class, Form.zh, Form.en  .Value .Error    Page.Errors.N
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page">
<h1><?cs var:Text.canned.title ?></h1><p class="soft"><?cs var:Text.canned.lead ?></p>
<?cs call:flash() ?><?cs call:error_summary() ?>
<div class="cols"><section class="card"><h2><?cs var:Text.canned.fresh ?></h2><form action="/desk/texts" method="post" data-once><?cs call:csrf() ?>
<?cs call:select_input(Page.Step, "action", Text.canned.step, "", "1") ?>
<?cs call:select_input(Page.Class, "class", Field.class.Label, Text.canned.class_hint, "") ?>
<?cs call:text_area(Form.zh, "zh", Text.canned.zh, "", "400", "1") ?>
<?cs call:text_area(Form.en, "en", Text.canned.en, "", "400", "") ?>
<button class="primary"><?cs var:Text.canned.add ?></button></form></section>
<div class="stack"><?cs if:!Page.Groups.0.Label ?><section class="card empty"><?cs call:icon("edit") ?><p><?cs var:Text.canned.empty ?></p></section><?cs /if ?><?cs
each:g = Page.Groups ?><section class="card"><h2><?cs var:g.Label ?></h2><?cs
each:t = g.Texts ?><details class="fold"><summary><?cs var:t.Zh ?><?cs if:t.ClassName ?> <span class="tag idle"><?cs var:t.ClassName ?></span><?cs /if ?></summary><form action="/desk/texts" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:t.Id ?>"><input type="hidden" name="action" value="<?cs var:t.Action ?>"><input type="hidden" name="class" value="<?cs var:t.Class ?>">
<div class="field"><label for="zh-<?cs var:t.Id ?>"><?cs var:Text.canned.zh ?></label><textarea id="zh-<?cs var:t.Id ?>" name="zh" rows="3" required><?cs var:t.Zh ?></textarea></div>
<div class="field"><label for="en-<?cs var:t.Id ?>"><?cs var:Text.canned.en ?></label><textarea id="en-<?cs var:t.Id ?>" name="en" rows="3"><?cs var:t.En ?></textarea></div>
<p class="row"><button><?cs var:Text.canned.change ?></button><button class="bare" name="end" value="1"><?cs call:icon("x") ?><?cs var:Text.canned.end ?></button></p></form></details><?cs /each ?></section><?cs /each ?></div></div>
</div>
<?cs call:desk_bottom() ?>
