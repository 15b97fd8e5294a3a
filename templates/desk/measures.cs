<?cs #
  GET /desk/measures, and POST /desk/measures shown again: measures 查通督约考罚 as records.
  Page.Filter.Kind  .Options.N     Page.Rows.N.Url .Kind .Title .Day .Whom .By .State .Tone     Page.Next
  Page.Form.Key (absent: may not write one down) .Open .Finding (number of the finding it stands on)
  Form.what .title .day .unit .person .persons .note .from .until .sample .seed  .Value .Error .Options     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<p class="row"><a class="btn small" href="/desk/findings"><?cs call:icon("left") ?><?cs var:Text.finding.back ?></a></p>
<div class="title"><h1><?cs var:Text.measure.page ?></h1></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Text.measure.help ?></p>
<form class="filters" action="/desk/measures" method="get"><div><label for="f-kind"><?cs var:Text.measure.kind ?></label><select id="f-kind" name="kind"><?cs call:option_list(Page.Filter.Kind) ?></select></div><div class="go"><button><?cs call:icon("filter") ?><?cs var:Text.finding.show ?></button></div></form>
<?cs if:Page.Form.Key ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.measure.new ?></summary><form action="/desk/measures" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>"><?cs if:Page.Form.Finding ?><input type="hidden" name="finding" value="<?cs var:Page.Form.Finding ?>"><?cs /if ?>
<div class="pair"><?cs call:select_input(Form.what, "what", Text.measure.kind, "", "1") ?><?cs call:text_input(Form.day, "day", "date", Text.measure.day, "", "off", "", "1") ?></div>
<?cs call:text_input(Form.title, "title", "text", Text.measure.title, "", "off", "120", "1") ?>
<div class="pair"><?cs call:select_input(Form.unit, "unit", Text.finding.unit, "", "") ?><?cs call:select_input(Form.person, "person", Text.finding.person, "", "") ?></div>
<?cs call:text_input(Form.persons, "persons", "text", Text.measure.persons, "", "off", "400", "") ?>
<?cs call:text_area(Form.note, "note", Text.measure.words, "", "8000", "") ?>
<fieldset><legend><?cs var:Text.measure.inspect_only ?></legend><div class="pair"><?cs call:text_input(Form.from, "from", "date", Text.measure.from, "", "off", "", "") ?><?cs call:text_input(Form.until, "until", "date", Text.measure.until, "", "off", "", "") ?></div><div class="pair"><?cs call:text_input(Form.sample, "sample", "number", Text.measure.sample, "", "off", "", "") ?><?cs call:text_input(Form.seed, "seed", "number", Text.measure.seed, Text.measure.seed_hint, "off", "", "") ?></div></fieldset>
<button class="wide primary"><?cs var:Text.finding.save ?></button></form></details><?cs /if ?>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll after" data-rows><table><thead><tr><th scope="col"><?cs var:Text.measure.title ?></th><th scope="col"><?cs var:Text.measure.kind ?></th><th scope="col"><?cs var:Text.finding.about ?></th><th scope="col" class="num"><?cs var:Text.measure.day ?></th><th scope="col"><?cs var:Text.measure.state ?></th></tr></thead><tbody><?cs
each:m = Page.Rows ?>
<tr><td><a class="main" href="<?cs var:m.Url ?>"><b><?cs var:m.Title ?></b></a><small><?cs var:m.By ?></small></td><td><span class="tag"><?cs var:m.Kind ?></span></td><td><?cs var:m.Whom ?></td><td class="num nowrap"><?cs var:m.Day ?></td><td class="side"><?cs call:tag(m.Tone, "", m.State) ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.measure.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
