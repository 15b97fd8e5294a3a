<?cs #
  GET /desk/findings, and POST /desk/findings shown again: what units and persons are held to account for; a unit sees what it was sent.
  Page.Title .Help   Page.Office  1: the office's list, with unit and rule as filters
  Page.Filter.State .Unit .Rule  .Options.N.Value .Label .Selected     Page.Filter.Month .Major (1: checked)
  Page.Rows.N  .Url .Code .Rule .Whom .Period .Case (its number) .Number (what was measured) .State .Tone .Few .Provisional .Gone .Major .Due .DueIso .DueText .DueTone .DueRuns
  Page.Next  address of older ones, absent at the end
  Page.Form.Key (absent: may not write one down) .Open (1: unfolded)  Form.code .for_unit .person .case .grade .note  .Value .Error .Options     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
def:finding_tags(f) ?><?cs if:f.Provisional ?> <?cs call:tag("warn", "clock", Text.finding.provisional) ?><?cs /if ?><?cs if:f.Few ?> <?cs call:tag("idle", "info", Text.finding.few) ?><?cs /if ?><?cs if:f.Major ?> <?cs call:tag("late", "alert", Text.finding.major) ?><?cs /if ?><?cs if:f.Gone ?> <?cs call:tag("idle", "info", Text.finding.gone) ?><?cs /if ?><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Page.Title ?></h1><span class="grow"></span><a class="btn small" href="/desk/appeals"><?cs call:icon("chat") ?><?cs var:Text.appeal.page ?></a><?cs if:Page.Office ?><a class="btn small" href="/desk/measures"><?cs call:icon("list") ?><?cs var:Text.measure.page ?></a><?cs /if ?></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Page.Help ?></p>
<form class="filters" action="/desk/findings" method="get"><div><label for="f-state"><?cs var:Text.finding.state ?></label><select id="f-state" name="state"><?cs call:option_list(Page.Filter.State) ?></select></div><?cs if:Page.Office ?><div><label for="f-unit"><?cs var:Text.finding.unit ?></label><select id="f-unit" name="unit"><?cs call:option_list(Page.Filter.Unit) ?></select></div><div><label for="f-rule"><?cs var:Text.finding.rule ?></label><select id="f-rule" name="rule"><?cs call:option_list(Page.Filter.Rule) ?></select></div><?cs /if ?><div><label for="f-month"><?cs var:Text.finding.month ?></label><input id="f-month" name="month" type="month" value="<?cs var:Page.Filter.Month ?>"></div><div class="go"><label class="check"><input type="checkbox" name="major" value="1"<?cs if:Page.Filter.Major ?> checked<?cs /if ?>><span><?cs var:Text.finding.major ?></span></label><button><?cs call:icon("filter") ?><?cs var:Text.finding.show ?></button></div></form>
<?cs if:Page.Form.Key ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.finding.new ?></summary><form action="/desk/findings" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<?cs call:select_input(Form.code, "code", Text.finding.rule, "", "1") ?>
<div class="pair"><?cs call:select_input(Form.for_unit, "for_unit", Text.finding.unit, "", "") ?><?cs call:select_input(Form.person, "person", Text.finding.person, "", "") ?></div>
<div class="pair"><?cs call:text_input(Form.case, "case", "text", Text.finding.case, "", "off", "40", "") ?><?cs call:select_input(Form.grade, "grade", Text.finding.grade, "", "") ?></div>
<?cs call:text_area(Form.note, "note", Text.finding.words, "", "2000", "1") ?>
<button class="wide primary"><?cs var:Text.finding.save ?></button></form></details><?cs /if ?>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll after" data-rows><table><thead><tr><th scope="col"><?cs var:Text.finding.rule ?></th><th scope="col"><?cs var:Text.finding.about ?></th><th scope="col" class="num"><?cs var:Text.finding.number ?></th><th scope="col" class="num"><?cs var:Text.finding.period ?></th><th scope="col"><?cs var:Text.finding.state ?></th></tr></thead><tbody><?cs
each:f = Page.Rows ?>
<tr><td><a class="main" href="<?cs var:f.Url ?>"><b><span class="num"><?cs var:f.Code ?></span> <?cs var:f.Rule ?></b></a><?cs call:finding_tags(f) ?></td><td><?cs var:f.Whom ?></td><td class="num"><?cs if:f.Case ?><?cs var:f.Case ?><?cs else ?><?cs var:f.Number ?><?cs /if ?></td><td class="num nowrap"><?cs var:f.Period ?></td><td class="side"><?cs call:tag(f.Tone, "", f.State) ?><?cs if:f.DueText ?><small><?cs call:due(f) ?></small><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.finding.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
