<?cs #
  GET /desk/inbox  what this person was told, 50 lines by key; POST /desk/inbox/read (fields csrf, id, upto, all).
  Page.All  1: read lines too   Page.Count  "3 new", absent when nothing is   Page.Upto  the newest line's id, for "all read"
  Page.Lines.N.Id .New (1) .Hazard (1) .Name (what happened) .Url (absent: may not open it) .Number .Title .Place .When
    .State .StateTone .StateIcon .Due .DueIso .DueText .DueTone .DueRuns   Page.Next  address of older ones
?><?cs include:"layout.cs" ?><?cs
def:read_form(id, label, name) ?><form action="/desk/inbox/read" method="post"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:id ?>"><?cs if:Page.All ?><input type="hidden" name="all" value="1"><?cs /if ?><?cs if:name ?><button class="small bare" aria-label="<?cs var:label ?><?cs call:colon() ?><?cs var:name ?>"><?cs call:icon("check") ?><?cs var:label ?></button><?cs else ?><input type="hidden" name="upto" value="1"><button class="small"><?cs call:icon("check") ?><?cs var:label ?></button><?cs /if ?></form><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.inbox.title ?></h1><span class="soft"><?cs var:Page.Count ?></span><span class="grow"></span><?cs if:Page.Upto ?><?cs call:read_form(Page.Upto, Text.inbox.read_all, "") ?><?cs /if ?><a class="btn small" href="/desk/inbox/settings"><?cs call:icon("edit") ?><?cs var:Text.inbox.settings ?></a></div>
<?cs call:flash() ?>
<nav class="tabs" aria-label="<?cs var:Text.inbox.shown ?>"><a href="/desk/inbox"<?cs if:!Page.All ?> aria-current="page"<?cs /if ?>><?cs var:Text.inbox.unread ?></a><a href="/desk/inbox?all=1"<?cs if:Page.All ?> aria-current="page"<?cs /if ?>><?cs var:Text.inbox.all ?></a></nav>
<?cs if:Page.Lines.0.Id ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.inbox.what ?></th><th scope="col"><?cs var:Text.inbox.case ?></th><th scope="col"><?cs var:Text.inbox.now ?></th><th scope="col"><?cs var:Text.inbox.when ?></th><th scope="col"><span class="sr"><?cs var:Text.inbox.read ?></span></th></tr></thead><tbody><?cs
each:l = Page.Lines ?>
<tr<?cs if:l.New ?> class="new"<?cs /if ?>><td><?cs if:l.Url ?><a class="main" href="<?cs var:l.Url ?>"<?cs if:l.New ?> data-read="<?cs var:l.Id ?>"<?cs /if ?>><?cs var:l.Name ?></a><?cs else ?><b><?cs var:l.Name ?></b><?cs /if ?><?cs if:l.New ?> <?cs call:tag("info", "", Text.inbox.new) ?><?cs /if ?><?cs if:l.Hazard ?> <?cs call:tag("late", "hazard", Mail.hazard) ?><?cs /if ?></td><td><b><?cs var:l.Title ?></b><?cs if:l.Place ?><small><?cs var:l.Place ?></small><?cs /if ?><small class="ref"><?cs var:l.Number ?></small></td><td class="side"><?cs if:l.State ?><?cs call:tag(l.StateTone, l.StateIcon, l.State) ?><?cs if:l.Due ?><small><?cs call:due(l) ?></small><?cs /if ?><?cs /if ?></td><td class="nowrap"><?cs var:l.When ?></td><td><?cs if:l.New ?><?cs call:read_form(l.Id, Text.inbox.read, l.Number) ?><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("bell") ?><p><?cs if:Page.All ?><?cs var:Text.inbox.none_all ?><?cs else ?><?cs var:Text.inbox.none ?><?cs /if ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
