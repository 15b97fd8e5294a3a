<?cs #
  GET /desk/queue  50 rows of one queue.
  Page.Queue.Title .Help  .Code (kept as hidden field queue)  .Count (a text: "128 cases, 12 of them late")
  Page.Filters.N.Name .Label .Kind (select, or anything else for a text box) .Value .Options.K.Value .Label .Selected
    .Shared (more options, as desk/options.cs made them)
  Page.Filtered  1: a filter is on   Page.ClearUrl  the queue without filters   Page.CsvUrl  may be absent
  Page.Sort.Number .Class .Place .State .Due .Received, each with .Url and .Dir (up, down, or absent)
  Page.Rows.N.Url .Number .Title (class) .Brief (first words) .Place .Grid .Unit .State .StateTone .StateIcon .Received
    .Due .DueIso .DueText .DueTone .DueRuns  .Flags.K.Tone .Icon .Label
  Page.Next, Page.Prev  addresses, absent at the ends      Page.Range  "51-100", may be absent
?><?cs include:"layout.cs" ?><?cs
def:sort_head(label, s) ?><th scope="col"<?cs if:s.Dir == "up" ?> aria-sort="ascending"<?cs elif:s.Dir == "down" ?> aria-sort="descending"<?cs /if ?>><?cs if:s.Url ?><a href="<?cs var:s.Url ?>"><?cs var:label ?><?cs if:s.Dir == "up" ?><?cs call:icon("up") ?><?cs elif:s.Dir == "down" ?><?cs call:icon("down") ?><?cs /if ?></a><?cs else ?><?cs var:label ?><?cs /if ?></th><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Page.Queue.Title ?></h1><span class="soft"><?cs var:Page.Queue.Count ?></span><span class="grow"></span><?cs if:Page.CsvUrl ?><a class="btn small" href="<?cs var:Page.CsvUrl ?>"><?cs call:icon("download") ?>CSV</a><?cs /if ?></div>
<?cs call:flash() ?><?cs if:Page.Queue.Help ?><p class="soft"><?cs var:Page.Queue.Help ?></p><?cs /if ?>
<?cs if:Page.Filters.0.Name ?><form class="filters" action="/desk/queue" method="get" data-auto><input type="hidden" name="queue" value="<?cs var:Page.Queue.Code ?>"><?cs
each:f = Page.Filters ?><div><label for="f-<?cs var:f.Name ?>"><?cs var:f.Label ?></label><?cs if:f.Kind == "select" ?><select id="f-<?cs var:f.Name ?>" name="<?cs var:f.Name ?>"><?cs call:option_list(f) ?><?cs uvar:f.Shared ?></select><?cs else ?><input id="f-<?cs var:f.Name ?>" name="<?cs var:f.Name ?>" type="search" maxlength="60" value="<?cs var:f.Value ?>"><?cs /if ?></div><?cs /each ?>
<div class="go"><button><?cs call:icon("filter") ?><?cs var:Text.queue.filter ?></button><?cs if:Page.Filtered ?><a class="btn bare" href="<?cs var:Page.ClearUrl ?>"><?cs var:Text.queue.clear ?></a><?cs /if ?></div></form><?cs /if ?>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><table><thead><tr><?cs
call:sort_head(Text.queue.number, Page.Sort.Number) ?><?cs call:sort_head(Text.queue.what, Page.Sort.Class) ?><?cs call:sort_head(Text.queue.place, Page.Sort.Place) ?><?cs call:sort_head(Text.queue.state, Page.Sort.State) ?><?cs call:sort_head(Text.queue.received, Page.Sort.Received) ?><?cs call:sort_head(Text.queue.due, Page.Sort.Due) ?></tr></thead><tbody><?cs
each:r = Page.Rows ?>
<tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a></td><td><b><?cs var:r.Title ?></b><?cs call:flag_tags(r.Flags) ?><?cs if:r.Brief ?><small><?cs var:r.Brief ?></small><?cs /if ?></td><td class="place"><?cs var:r.Place ?><?cs if:r.Grid ?><small><?cs var:r.Grid ?></small><?cs /if ?></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="num nowrap at-desk"><?cs var:r.Received ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span><?cs if:Page.Prev ?><a class="btn" rel="prev" href="<?cs var:Page.Prev ?>"><?cs call:icon("left") ?><?cs var:Text.queue.prev ?></a><?cs /if ?></span><span class="soft num"><?cs var:Page.Range ?></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("inbox") ?><p><?cs if:Page.Filtered ?><?cs var:Text.queue.none_filtered ?><?cs else ?><?cs var:Text.queue.none ?><?cs /if ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
