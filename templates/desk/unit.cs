<?cs #
  GET /desk/unit?id=  a unit's own page.
  Page.Name   Page.Made  as of when    Page.Open .Today .Late .SomeLate (1) .HotCount .SomeHot (1) .Rework .Returned   numbers of cases
  Page.Due.N  rows as on the queue page, with the handling limit as their due: late ones first, then today's    Page.More  1: there are more
  Page.Months.N.Name .Running .Url .Figures.K.Name .Text .Rate .Url   .Result (.Score .Grade .Colour .Rank .NotRanked)   Page.Queue
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page unit-page">
<div class="title"><h1><?cs var:Page.Name ?></h1><span class="soft"><?cs var:Text.board.made ?> <?cs var:Page.Made ?></span><span class="grow"></span><a class="btn" href="<?cs var:Page.Queue ?>"><?cs call:icon("hand") ?><?cs var:Text.unit.queue ?></a></div>
<?cs call:flash() ?>
<ul class="board-heads desk-heads">
<li><span><?cs var:Text.unit.open ?></span><b><?cs var:Page.Open ?></b></li>
<li><span><?cs call:icon("clock") ?><?cs var:Text.unit.today ?></span><b><?cs var:Page.Today ?></b></li>
<li class="<?cs if:Page.SomeLate ?>late<?cs else ?>calm<?cs /if ?>"><span><?cs call:icon("alert") ?><?cs var:Text.unit.late ?></span><b><?cs var:Page.Late ?></b></li>
<li class="<?cs if:Page.SomeHot ?>hot<?cs else ?>calm<?cs /if ?>"><span><?cs call:icon("hazard") ?><?cs var:Text.board.hot ?></span><b><?cs var:Page.HotCount ?></b></li>
<li><span><?cs call:icon("redo") ?><?cs var:Text.unit.rework ?></span><b><?cs var:Page.Rework ?></b></li>
<li><span><?cs call:icon("undo") ?><?cs var:Text.unit.returned ?></span><b><?cs var:Page.Returned ?></b></li>
</ul>
<div class="cols">
<section class="card"><h2><?cs var:Text.unit.due ?></h2><?cs if:Page.Due.0.Url ?><div class="rows scroll" data-rows tabindex="0" role="region" aria-label="<?cs var:Text.unit.due ?>"><?cs call:case_rows(Page.Due) ?></div><?cs if:Page.More ?><p class="small soft"><?cs var:Text.unit.more ?></p><?cs /if ?><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.unit.due_none ?></p><?cs /if ?></section>
<div class="stack"><?cs each:m = Page.Months ?><section class="card month"><h2><?cs var:m.Name ?> <?cs if:m.Running ?><?cs call:tag("warn", "clock", Text.window.tag_running) ?><?cs else ?><?cs call:tag("ok", "ok", Text.window.tag_whole) ?><?cs /if ?></h2><?cs if:m.Result.Score ?><p class="result"><b><?cs var:m.Result.Score ?></b><?cs if:m.Result.Grade ?> <span class="grade <?cs var:m.Result.Colour ?>"><?cs var:m.Result.Grade ?></span><?cs /if ?> <span><?cs if:m.Result.Rank ?><?cs var:Text.eval.rank ?> <?cs var:m.Result.Rank ?><?cs else ?><?cs var:m.Result.NotRanked ?><?cs /if ?></span> <a href="<?cs var:m.Url ?>#why"><?cs var:Text.eval.why ?></a></p><?cs /if ?><?cs if:m.Figures.0.Name ?><dl class="numbers"><?cs each:f = m.Figures ?><div><dt><?cs var:f.Name ?></dt><dd><?cs if:f.Url ?><a href="<?cs var:f.Url ?>"><?cs var:f.Text ?></a><?cs else ?><?cs var:f.Text ?><?cs if:f.Rate ?> %<?cs /if ?><?cs /if ?></dd></div><?cs /each ?></dl><?cs else ?><p class="soft"><?cs var:Text.window.no_data ?></p><?cs /if ?></section><?cs /each ?></div>
</div></div>
<?cs call:desk_bottom() ?>
