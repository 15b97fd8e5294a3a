<?cs #
  GET /desk/assess, and POST /desk/assess shown again: rounds of assessment by people from outside.
  Page.Rounds.N.Url .Name .Kind .From .To .Weight .Sheets .Units .Closed (1)
  Page.May  1: this person may begin one     Page.Form.Key .Open (1: unfolded)
  Form.kind, .name, .first_day, .last_day, .weight, .items  .Value .Error .Options     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.assess.page ?></h1></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Text.assess.lead ?></p>
<?cs if:Page.May ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.assess.new ?></summary><form action="/desk/assess" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<div class="pair"><?cs call:text_input(Form.name, "name", "text", Text.assess.name, "", "off", "60", "1") ?><?cs call:select_input(Form.kind, "kind", Text.assess.kind, "", "1") ?></div>
<div class="pair"><?cs call:text_input(Form.first_day, "first_day", "date", Text.assess.from, "", "off", "", "1") ?><?cs call:text_input(Form.last_day, "last_day", "date", Text.assess.to, "", "off", "", "1") ?></div>
<?cs call:text_input(Form.weight, "weight", "number", Text.assess.weight, Text.assess.weight_hint, "off", "", "1") ?>
<?cs call:text_area(Form.items, "items", Text.assess.items, Text.assess.items_hint, "2000", "1") ?>
<button class="wide primary"><?cs var:Text.assess.begin ?></button></form></details><?cs /if ?>
<?cs if:Page.Rounds.0.Url ?><div class="rows scroll after"><table><thead><tr><th scope="col"><?cs var:Text.assess.name ?></th><th scope="col"><?cs var:Text.assess.time ?></th><th scope="col" class="num"><?cs var:Text.assess.weight ?></th><th scope="col" class="num"><?cs var:Text.assess.sheets ?></th><th scope="col" class="num"><?cs var:Text.assess.units ?></th><th scope="col"><?cs var:Text.assess.state ?></th></tr></thead><tbody><?cs
each:r = Page.Rounds ?><tr><td><a class="main" href="<?cs var:r.Url ?>"><b><?cs var:r.Name ?></b></a><small><?cs var:r.Kind ?></small></td><td class="num nowrap"><?cs var:r.From ?> – <?cs var:r.To ?></td><td class="num"><?cs var:r.Weight ?></td><td class="num"><?cs var:r.Sheets ?></td><td class="num"><?cs var:r.Units ?></td><td><span class="tag"><?cs if:r.Closed ?><?cs var:Text.assess.closed ?><?cs else ?><?cs var:Text.assess.open ?><?cs /if ?></span></td></tr><?cs /each ?></tbody></table></div>
<?cs else ?><div class="card empty"><?cs call:icon("users") ?><p><?cs var:Text.assess.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
