<?cs #
  GET /desk/admin/changes  changes of one state, the newest first.
  Page.Tabs.N.Label .Url .Here     Page.Changes.N  .Url .Number .Thing .Op .Note .From .State .Tone .When .Who .Second     Page.Next
?><?cs include:"layout.cs" ?><?cs include:"desk/admin_parts.cs" ?><?cs call:desk_top() ?>
<div class="wrap page stack">
<p class="small"><a href="/desk/admin"><?cs call:icon("left") ?><?cs var:Text.admin.title ?></a></p>
<h1><?cs var:Text.admin.changes ?></h1>
<?cs call:flash() ?>
<nav aria-label="<?cs var:Text.admin.state ?>"><ul class="nav tabs"><?cs each:t = Page.Tabs ?><li><a href="<?cs var:t.Url ?>"<?cs if:t.Here ?> aria-current="page"<?cs /if ?>><?cs var:t.Label ?></a></li><?cs /each ?></ul></nav>
<?cs if:Page.Changes.0.Url ?><?cs call:admin_changes(Page.Changes) ?><?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?><?cs
else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.admin.no_changes ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
