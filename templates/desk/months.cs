<?cs #
  GET /desk/months  the months' ends, the latest first.
  Page.Months.N.Month .Url .Step .Tone .Drafted .Until .Sealed .Check (first 16 digits of the seal's hash) .Open (objections) .Corrections .Unsigned (1)
  Page.Next  address of older ones
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.month.page ?></h1></div>
<?cs call:flash() ?><p class="soft"><?cs var:Text.month.lead ?></p>
<?cs if:Page.Months.0.Url ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.month.month ?></th><th scope="col"><?cs var:Text.month.step ?></th><th scope="col"><?cs var:Text.month.until ?></th><th scope="col"><?cs var:Text.month.open ?></th><th scope="col"><?cs var:Text.month.sealed ?></th><th scope="col"><?cs var:Text.month.corrections ?></th></tr></thead><tbody><?cs
each:m = Page.Months ?>
<tr><td class="ref"><a class="main num" href="<?cs var:m.Url ?>"><?cs var:m.Month ?></a></td><td><?cs call:tag(m.Tone, "", m.Step) ?></td><td class="num nowrap"><?cs var:m.Until ?></td><td class="num"><?cs var:m.Open ?></td><td class="num nowrap"><?cs var:m.Sealed ?><?cs if:m.Check ?><small class="code"><?cs var:m.Check ?></small><?cs /if ?></td><td class="num"><?cs var:m.Corrections ?><?cs if:m.Unsigned ?> <?cs call:tag("warn", "", Text.month.unsigned) ?><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("clock") ?><p><?cs var:Text.month.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
