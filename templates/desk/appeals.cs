<?cs #
  GET /desk/appeals, and POST /desk/appeals shown again: appeals of all units, or of one's own.
  Page.Filter.State  .Options.N     Page.Rows.N.Url .Number .Kind .Month .Unit .Asked .State .Tone .Due .DueIso .DueText .DueTone .DueRuns     Page.Next
  Page.Form.Key (absent: may not appeal) .Open     Form.case .note  .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<p class="row"><a class="btn small" href="/desk/findings"><?cs call:icon("left") ?><?cs var:Text.finding.back ?></a></p>
<div class="title"><h1><?cs var:Text.appeal.page ?></h1></div>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Text.appeal.help ?></p>
<form class="filters" action="/desk/appeals" method="get"><div><label for="f-state"><?cs var:Text.finding.state ?></label><select id="f-state" name="state"><?cs call:option_list(Page.Filter.State) ?></select></div><div class="go"><button><?cs call:icon("filter") ?><?cs var:Text.finding.show ?></button></div></form>
<?cs if:Page.Form.Key ?><details class="act"<?cs if:Page.Form.Open ?> open<?cs /if ?>><summary><?cs call:icon("plus") ?><?cs var:Text.appeal.new ?></summary><form action="/desk/appeals" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<?cs call:text_input(Form.case, "case", "text", Text.appeal.case, "", "off", "40", "1") ?>
<?cs call:text_area(Form.note, "note", Text.appeal.reason, "", "4000", "1") ?>
<button class="wide primary"><?cs var:Text.appeal.send ?></button></form></details><?cs /if ?>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll after" data-rows><table><thead><tr><th scope="col"><?cs var:Text.appeal.case ?></th><th scope="col"><?cs var:Text.appeal.kind ?></th><th scope="col"><?cs var:Text.finding.unit ?></th><th scope="col" class="num"><?cs var:Text.appeal.asked ?></th><th scope="col"><?cs var:Text.finding.state ?></th></tr></thead><tbody><?cs
each:a = Page.Rows ?>
<tr><td class="ref"><a class="main" href="<?cs var:a.Url ?>"><?cs var:a.Number ?></a></td><td><?cs var:a.Kind ?><?cs if:a.Month ?><small class="num"><?cs var:a.Month ?></small><?cs /if ?></td><td><?cs var:a.Unit ?></td><td class="num nowrap"><?cs var:a.Asked ?></td><td class="side"><?cs call:tag(a.Tone, "", a.State) ?><?cs if:a.DueText ?><small><?cs call:due(a) ?></small><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.appeal.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
