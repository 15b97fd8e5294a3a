<?cs #
  GET /desk/task?id=N  one task on the phone; the form is sent to Page.Act.Url (/desk/case/act) like any action.
  Page.Task.Number .Title .KindLabel .Icon .Place .Lat .Lon .Grid  .Due .DueIso .DueText .DueTone .DueRuns  .Navigate (geo: address, may be absent)
  Page.Task.Words.N  the problem        Page.Task.Order.N  what the office asks, lines     Page.Flags.N
  Page.Before.N  photos from before     Page.After.N  what the unit sent (for a check)
  Page.Act, Page.Actions.N, Page.Errors.N, Page.Conflict.*  as on the case page; fields photos (Capture 1), point, judgment or radio, text
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap narrow-wide page field-page stack" data-task data-lat="<?cs var:Page.Task.Lat ?>" data-lon="<?cs var:Page.Task.Lon ?>" data-t-far="<?cs var:Text.js.far ?>">
<?cs call:flash() ?><?cs if:!Page.Conflict.Who ?><?cs call:error_summary() ?><?cs /if ?>
<?cs if:Page.Conflict.Who ?><div class="note warn" role="alert"><?cs call:icon("users") ?><div><b><?cs var:Text.case.conflict ?></b><p><?cs var:Page.Conflict.When ?> · <?cs var:Page.Conflict.Who ?><?cs call:colon() ?><?cs var:Page.Conflict.What ?></p></div></div><?cs /if ?>
<div><a href="/desk/tasks"><?cs call:icon("left") ?> <?cs var:Text.tasks.title ?></a></div>
<div><div class="row"><span class="tags"><?cs call:tag("info", Page.Task.Icon, Page.Task.KindLabel) ?><?cs call:flag_tags(Page.Flags) ?></span><span class="ref code soft small"><?cs var:Page.Task.Number ?></span></div>
<h1><?cs var:Page.Task.Title ?></h1><p><?cs call:due(Page.Task) ?></p></div>
<section class="card"><h2><?cs var:Text.task.where ?></h2><p><?cs call:icon("pin") ?> <?cs var:Page.Task.Place ?><?cs if:Page.Task.Grid ?> <span class="soft">· <?cs var:Page.Task.Grid ?></span><?cs /if ?></p><?cs if:Page.Task.Navigate ?><p><a class="btn" href="<?cs var:Page.Task.Navigate ?>"><?cs call:icon("map") ?><?cs var:Text.task.navigate ?></a></p><?cs /if ?><?cs if:Page.Task.Lat ?><?cs call:map_show(Page.Task.Lat, Page.Task.Lon) ?><?cs /if ?></section>
<section class="card"><h2><?cs var:Text.task.what ?></h2><?cs each:t = Page.Task.Words ?><p><?cs var:t ?></p><?cs /each ?><?cs if:Page.Task.Order.0 ?><div class="note"><?cs call:icon("chat") ?><div><?cs each:t = Page.Task.Order ?><p><?cs var:t ?></p><?cs /each ?></div></div><?cs /if ?></section>
<?cs if:Page.After.0.Thumb || Page.After.0.Pending ?><section class="card"><h2><?cs var:Text.case.photos ?></h2><?cs call:before_after(Page.Before, Page.After) ?></section><?cs elif:Page.Before.0.Thumb || Page.Before.0.Pending ?><section class="card"><h2><?cs var:Text.case.photos ?></h2><?cs call:photo_list(Page.Before) ?></section><?cs /if ?>
<?cs if:Page.Actions.0.Code ?><p class="jump noprint"><a class="btn primary wide" href="#act-<?cs var:Page.Actions.0.Code ?>"><?cs call:icon("down") ?><?cs var:Page.Actions.0.Label ?></a></p><?cs /if ?>
<?cs if:Page.NoAction ?><section class="card"><p><?cs call:icon("info") ?> <?cs var:Page.NoAction ?></p></section><?cs /if ?>
<?cs each:a = Page.Actions ?><?cs if:a.Primary ?><section class="card" id="act-<?cs var:a.Code ?>"><h2><?cs var:a.Label ?></h2><?cs call:action_form(a) ?></section><?cs else ?><details class="act" id="act-<?cs var:a.Code ?>"<?cs if:a.Open ?> open<?cs /if ?>><summary><?cs if:a.Icon ?><?cs call:icon(a.Icon) ?><?cs /if ?><?cs var:a.Label ?></summary><?cs call:action_form(a) ?></details><?cs /if ?><?cs /each ?>
</div>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/task.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
