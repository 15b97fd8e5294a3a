<?cs #
  GET /desk/board  the duty screen: for a wall, made again by itself.
  Page.Refresh  seconds until it is made again     Page.Clock ("14:05") .Made (date and time) .MadeIso
  Page.Open .Late .Soon .HotCount  numbers of cases    Page.SomeLate, Page.SomeHot  1: not none    Page.Received .Closed  today
  Page.Phases.N.Label .Icon .Count .Late (absent: none) .States.K.Name .Count .Late
  Page.Hours.N.Until ("15:00") .Count .Height .Top (of 100)    Page.Due.N  rows as on the queue page, what is due next
  Page.Units.N.Name .Late .Bar (0 to 100)    Page.Hot.N  rows, and .Hazard (1; else urgent)
  Page.Messages.N.Channel .Text .Dead  what does not get out
?><?cs include:"layout.cs" ?><?cs call:page_head("desk board") ?><header class="top"><div class="wrap top-in"><?cs call:brand("/desk", Text.board.page) ?>
<p class="board-clock"><b><time datetime="<?cs var:Page.MadeIso ?>"><?cs var:Page.Clock ?></time></b> <span class="soft"><?cs var:Text.board.made ?> <?cs var:Page.Made ?></span></p></div></header>
<main id="main" tabindex="-1" data-board="<?cs var:Page.Refresh ?>">
<p class="note error board-stale" id="stale" role="status" hidden><?cs call:icon("alert") ?><span><?cs var:Text.board.stale ?></span></p>
<div class="wrap page"><h1 class="sr"><?cs var:Text.board.page ?></h1>
<ul class="board-heads">
<li><span><?cs var:Text.board.open ?></span><b><?cs var:Page.Open ?></b></li>
<li class="<?cs if:Page.SomeLate ?>late<?cs else ?>calm<?cs /if ?>"><span><?cs call:icon("alert") ?><?cs var:Text.board.late_now ?></span><b><?cs var:Page.Late ?></b></li>
<li><span><?cs call:icon("clock") ?><?cs var:Text.board.soon ?></span><b><?cs var:Page.Soon ?></b></li>
<li class="<?cs if:Page.SomeHot ?>hot<?cs else ?>calm<?cs /if ?>"><span><?cs call:icon("hazard") ?><?cs var:Text.board.hot ?></span><b><?cs var:Page.HotCount ?></b></li>
<li><span><?cs call:icon("in") ?><?cs var:Text.board.received ?></span><b><?cs var:Page.Received ?></b></li>
<li><span><?cs call:icon("ok") ?><?cs var:Text.board.closed ?></span><b><?cs var:Page.Closed ?></b></li>
</ul>
<section><h2 class="sr"><?cs var:Text.board.states ?></h2><ul class="board-phases"><?cs each:p = Page.Phases ?><li><h3><?cs call:icon(p.Icon) ?><?cs var:p.Label ?></h3><b><?cs var:p.Count ?></b><?cs if:p.Late ?> <span class="tag late"><?cs call:icon("alert") ?><?cs var:p.Late ?> <?cs var:Text.board.late ?></span><?cs /if ?><dl><?cs each:s = p.States ?><div><dt><?cs var:s.Name ?></dt><dd><?cs if:s.Late ?><span class="is-late"><?cs var:s.Late ?> <?cs var:Text.board.late ?></span> <?cs /if ?><b><?cs var:s.Count ?></b></dd></div><?cs /each ?></dl></li><?cs /each ?></ul></section>
<div class="board-cols">
<section class="card"><h2><?cs call:icon("clock") ?><?cs var:Text.board.due ?></h2>
<table class="board-hours"><caption class="sr"><?cs var:Text.board.hours ?></caption><thead class="sr"><tr><?cs each:h = Page.Hours ?><th scope="col"><?cs var:Text.board.until ?> <?cs var:h.Until ?></th><?cs /each ?></tr></thead><tbody><tr><?cs each:h = Page.Hours ?><td><b><?cs var:h.Count ?></b><svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="10" y="<?cs var:h.Top ?>" height="<?cs var:h.Height ?>"/></svg><span aria-hidden="true"><?cs var:h.Until ?></span></td><?cs /each ?></tr></tbody></table>
<?cs if:Page.Due.0.Url ?><ul class="board-list"><?cs each:r = Page.Due ?><li><a href="<?cs var:r.Url ?>"><?cs var:r.Title ?></a><span class="soft"><?cs if:r.Unit ?><?cs var:r.Unit ?><?cs else ?><?cs var:r.State ?><?cs /if ?></span><?cs call:due(r) ?></li><?cs /each ?></ul><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.board.due_none ?></p><?cs /if ?></section>
<section class="card"><h2><?cs call:icon("alert") ?><?cs var:Text.board.units_late ?></h2><?cs if:Page.Units.0.Name ?><ul class="board-list bars"><?cs each:u = Page.Units ?><li><span><?cs var:u.Name ?></span><b class="is-late"><?cs var:u.Late ?></b><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="of" width="100" height="8"/><rect class="is" width="<?cs var:u.Bar ?>" height="8"/></svg></li><?cs /each ?></ul><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.board.units_none ?></p><?cs /if ?></section>
<section class="card"><h2><?cs call:icon("hazard") ?><?cs var:Text.board.hot ?></h2><?cs if:Page.Hot.0.Url ?><ul class="board-list"><?cs each:r = Page.Hot ?><li><a href="<?cs var:r.Url ?>"><?cs if:r.Hazard ?><?cs call:tag("late", "hazard", Flag.hazard) ?><?cs else ?><?cs call:tag("warn", "flag", Flag.urgent) ?><?cs /if ?> <?cs var:r.Title ?></a><span class="soft"><?cs if:r.Unit ?><?cs var:r.Unit ?> · <?cs /if ?><?cs var:r.State ?></span><?cs call:due(r) ?></li><?cs /each ?></ul><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.board.hot_none ?></p><?cs /if ?>
<h2><?cs call:icon("send") ?><?cs var:Text.board.messages ?></h2><?cs if:Page.Messages.0.Text ?><ul class="board-list"><?cs each:m = Page.Messages ?><li><span><?cs var:m.Channel ?></span><span class="<?cs if:m.Dead ?>is-late<?cs /if ?>"><?cs var:m.Text ?></span></li><?cs /each ?></ul><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.board.messages_none ?></p><?cs /if ?></section>
</div></div></main>
<script src="/js/board.js?v=<?cs var:Site.Version ?>" defer></script><script src="/js/desk.js?v=<?cs var:Site.Version ?>" defer></script>
</body>
</html>
