<?cs #
  GET /desk/notices  messages that did not arrive, for the administrator; POST /desk/notices/retry (fields csrf, id; 0: all).
  Page.Counts.N.Channel .Text ("3 dead") .Dead (1)      Page.Next  address of older ones
  Page.Messages.N.Id .Channel .To (a name or a complaint's number, never an address) .About .Number .Why .Tries .When
  Page.Nobody.N.Post .Unit .Number .When   the last notices to posts nobody holds
?><?cs include:"layout.cs" ?><?cs
def:retry_form(id, label) ?><form action="/desk/notices/retry" method="post"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:id ?>"><button class="small"><?cs call:icon("redo") ?><?cs var:label ?></button></form><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.notices.title ?></h1><span class="grow"></span><?cs if:Page.Messages.0.Id ?><?cs call:retry_form("0", Text.notices.retry_all) ?><?cs /if ?></div>
<?cs call:flash() ?><p class="soft"><?cs var:Text.notices.lead ?></p>
<p><?cs if:!Page.Counts.0.Text ?><?cs call:icon("ok") ?> <?cs var:Text.notices.quiet ?><?cs /if ?><?cs each:c = Page.Counts ?><?cs if:c.Dead ?><span class="tag late"><?cs call:icon("alert") ?><?cs var:c.Channel ?><?cs call:colon() ?><?cs var:c.Text ?></span> <?cs else ?><span class="tag idle"><?cs call:icon("clock") ?><?cs var:c.Channel ?><?cs call:colon() ?><?cs var:c.Text ?></span> <?cs /if ?><?cs /each ?></p>
<?cs if:Page.Messages.0.Id ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.notices.to ?></th><th scope="col"><?cs var:Text.notices.about ?></th><th scope="col"><?cs var:Text.notices.why ?></th><th scope="col"><?cs var:Text.notices.when ?></th><th scope="col"><span class="sr"><?cs var:Text.notices.retry ?></span></th></tr></thead><tbody><?cs
each:m = Page.Messages ?>
<tr><td><b><?cs var:m.To ?></b><small><?cs var:m.Channel ?></small></td><td><?cs var:m.About ?><small class="ref"><?cs var:m.Number ?></small></td><td><?cs var:m.Why ?><small><?cs var:Text.notices.tries ?><?cs call:colon() ?><?cs var:m.Tries ?></small></td><td class="nowrap"><?cs var:m.When ?></td><td><?cs call:retry_form(m.Id, Text.notices.retry) ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.notices.none ?></p></div><?cs /if ?>
<?cs if:Page.Nobody.0.Post ?><section class="card"><h2><?cs var:Text.notices.nobody ?></h2><p class="soft"><?cs var:Text.notices.nobody_lead ?></p>
<div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.notices.post ?></th><th scope="col"><?cs var:Text.notices.about ?></th><th scope="col"><?cs var:Text.inbox.when ?></th></tr></thead><tbody><?cs
each:p = Page.Nobody ?>
<tr><td><b><?cs var:p.Post ?></b><?cs if:p.Unit ?><small><?cs var:p.Unit ?></small><?cs /if ?></td><td class="ref"><?cs var:p.Number ?></td><td class="nowrap"><?cs var:p.When ?></td></tr><?cs /each ?>
</tbody></table></div></section><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
