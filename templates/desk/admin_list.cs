<?cs #
  GET /desk/admin/list?thing=unit  the rows of a thing; of=KEY: those below a row.
  Page.Help     Page.Thing, Page.OfKey, Page.Q  as asked     Page.AddUrl, Page.FileUrl  may be absent
  Page.Of, Page.OfUrl  the row they hang below, where there is one
  Page.Rows.N.Url .Title .Note .From .Until .Ended .Later     Page.Next  may be absent
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page stack">
<p class="small"><a href="/desk/admin"><?cs call:icon("left") ?><?cs var:Text.admin.title ?></a><?cs if:Page.OfUrl ?> · <a href="<?cs var:Page.OfUrl ?>"><?cs var:Page.Of ?></a><?cs /if ?></p>
<div class="title"><h1><?cs var:Page.Title ?></h1><span class="grow"></span><?cs if:Page.FileUrl ?><a class="btn" href="<?cs var:Page.FileUrl ?>"><?cs call:icon("file") ?><?cs var:Text.file.title ?></a><?cs /if ?><?cs if:Page.AddUrl ?><a class="btn primary" href="<?cs var:Page.AddUrl ?>"><?cs call:icon("plus") ?><?cs var:Text.admin.add ?></a><?cs /if ?></div>
<?cs call:flash() ?>
<p class="soft"><?cs var:Page.Help ?></p>
<form class="filters" action="/desk/admin/list" method="get"><input type="hidden" name="thing" value="<?cs var:Page.Thing ?>"><?cs if:Page.OfKey ?><input type="hidden" name="of" value="<?cs var:Page.OfKey ?>"><?cs /if ?><div><label for="q"><?cs var:Text.admin.find ?></label><input id="q" name="q" type="search" maxlength="60" value="<?cs var:Page.Q ?>"></div><div class="go"><button><?cs call:icon("search") ?><?cs var:Text.find.go ?></button></div></form>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.admin.row ?></th><th scope="col"><?cs var:Text.admin.life ?></th></tr></thead><tbody><?cs
each:r = Page.Rows ?>
<tr><td><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Title ?></a><?cs if:r.Note ?><small><?cs var:r.Note ?></small><?cs /if ?></td><td class="side"><?cs if:r.Ended ?><?cs call:tag("idle", "stop", Text.admin.ended) ?><?cs elif:r.Later ?><?cs call:tag("info", "clock", Text.admin.later) ?><?cs else ?><?cs call:tag("ok", "check", Text.admin.valid) ?><?cs /if ?><?cs if:r.From || r.Until ?><small class="num"><?cs var:r.From ?> – <?cs var:r.Until ?></small><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?>
<?cs else ?><div class="card empty"><?cs call:icon("inbox") ?><p><?cs var:Text.admin.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
