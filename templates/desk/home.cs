<?cs #
  GET /desk  what waits for this person.
  Page.Shift  "morning shift 07:00-15:00, crew A", may be absent
  Page.Queues.N.Label .Url .Icon .Count .Late .LateText ("3 late") .Soon .SoonText ("2 due within two hours")   .None (1: empty)
  Page.Filters.N.Label .Url .Count .None .Queue .Role  saved filters, one's own and those of one's roles
  Page.Warnings.N.Text  what is amiss with the office itself, for those who can mend it     Page.Books.N.Text .Url  hand-over books that wait
  Page.Late.N, Page.Soon.N  rows as on the queue page: late cases of my queues, and those due within two hours (ten at most each)
  Page.Matters.N.Url .Title .Place .Owner .DueIso .DueText .DueTone  of the registers, due or passed
  Page.Lists  1: this person has queues, the lists are shown
  Page.LateMore, Page.SoonMore  address of the whole list, absent when all are shown
  Page.Links.N.Label .Url .Icon  other things this person may do (register a report …)
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.desk.title ?></h1><span class="soft"><?cs var:Page.Shift ?></span><span class="grow"></span><?cs each:k = Page.Links ?><a class="btn" href="<?cs var:k.Url ?>"><?cs if:k.Icon ?><?cs call:icon(k.Icon) ?><?cs /if ?><?cs var:k.Label ?></a><?cs /each ?></div>
<?cs call:flash() ?>
<?cs each:w = Page.Warnings ?><div class="note warn apart" role="status"><?cs call:icon("alert") ?><div><?cs var:w.Text ?></div></div><?cs /each ?>
<?cs if:Page.Books.0.Url ?><div class="note warn apart" role="status"><?cs call:icon("file") ?><div><b><?cs var:Text.book.waiting ?></b> <?cs each:b = Page.Books ?><a href="<?cs var:b.Url ?>"><?cs var:b.Text ?></a> <?cs /each ?></div></div><?cs /if ?>
<?cs if:!Page.Queues.0.Url ?><ul class="piles"><?cs each:n = Nav ?><?cs if:!n.Here ?><li><a class="pile" href="<?cs var:n.Url ?>"><b><?cs if:n.Icon ?><?cs call:icon(n.Icon) ?> <?cs /if ?><?cs var:n.Label ?></b><?cs if:n.Count ?><span class="count"><?cs var:n.Count ?></span><?cs /if ?></a></li><?cs /if ?><?cs /each ?></ul><p class="soft"><?cs call:icon("search") ?> <?cs var:Text.desk.no_queues ?></p><?cs else ?><section><h2 class="sr"><?cs var:Text.desk.queues ?></h2><ul class="piles"><?cs
each:q = Page.Queues ?><li><a class="pile<?cs if:q.None ?> none<?cs /if ?>" href="<?cs var:q.Url ?>"><b><?cs if:q.Icon ?><?cs call:icon(q.Icon) ?> <?cs /if ?><?cs var:q.Label ?></b><span class="count"><?cs var:q.Count ?></span><span class="tags"><?cs if:q.Late ?><?cs call:tag("late", "", q.LateText) ?><?cs /if ?><?cs if:q.Soon ?><?cs call:tag("warn", "", q.SoonText) ?><?cs /if ?></span></a></li><?cs /each ?></ul></section>
<?cs if:Page.Filters.0.Url ?><section class="after"><h2><?cs var:Text.desk.filters ?></h2><ul class="piles small"><?cs each:q = Page.Filters ?><li><a class="pile<?cs if:q.None ?> none<?cs /if ?>" href="<?cs var:q.Url ?>"><b><?cs call:icon("filter") ?> <?cs var:q.Label ?></b><span class="count"><?cs var:q.Count ?></span><span class="small soft"><?cs var:q.Queue ?><?cs if:q.Role ?> · <?cs var:q.Role ?><?cs /if ?></span></a></li><?cs /each ?></ul></section><?cs /if ?>
<?cs if:Page.Matters.0.Url ?><section class="card after"><h2><?cs var:Text.matter.due ?></h2><?cs each:m = Page.Matters ?><p class="row"><a class="main" href="<?cs var:m.Url ?>"><b><?cs var:m.Title ?></b></a><span class="small soft"><?cs var:m.Owner ?></span><?cs if:m.DueIso ?><span class="left <?cs var:m.DueTone ?>"><?cs var:m.DueText ?></span><?cs /if ?></p><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Lists ?><div class="cols">
<section class="card"><div class="title"><h2><?cs var:Text.desk.late ?></h2><?cs if:Page.LateMore ?><a href="<?cs var:Page.LateMore ?>"><?cs var:Text.desk.all ?></a><?cs /if ?></div><?cs if:Page.Late.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Late) ?></div><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.desk.late_none ?></p><?cs /if ?></section>
<section class="card"><div class="title"><h2><?cs var:Text.desk.soon ?></h2><?cs if:Page.SoonMore ?><a href="<?cs var:Page.SoonMore ?>"><?cs var:Text.desk.all ?></a><?cs /if ?></div><?cs if:Page.Soon.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Soon) ?></div><?cs else ?><p class="soft"><?cs call:icon("ok") ?> <?cs var:Text.desk.soon_none ?></p><?cs /if ?></section>
</div><?cs /if ?><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
