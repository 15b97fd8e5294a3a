<?cs #
  GET /desk/tasks  what a supervisor (verify, check) or a hand must do on site; for the phone.  htdocs/js/phone.js
  adds the sort by distance, what waits in the outbox, and that there is no line.
  Page.Tasks.N.Id .Url .KindLabel (verify, check, handle) .Icon .Number .Title .Place .Brief .Grid .Lat .Lon (may be absent)
    .Due .DueIso .DueText .DueTone .DueRuns  .Flags.K
  Page.Count  a text     Page.Links.N.Label .Url .Icon  (report something myself)
?><?cs include:"layout.cs" ?><?cs
def:job(t) ?><li data-task-id="<?cs var:t.Id ?>"<?cs if:t.Lat ?> data-lat="<?cs var:t.Lat ?>" data-lon="<?cs var:t.Lon ?>"<?cs /if ?>><a class="job <?cs var:t.DueTone ?>" href="<?cs var:t.Url ?>"><span class="tags"><?cs call:tag("info", t.Icon, t.KindLabel) ?><?cs call:flag_tags(t.Flags) ?><span class="tag warn" data-waits hidden><?cs call:icon("up") ?><?cs var:Text.phone.answered ?></span></span><b><?cs var:t.Title ?></b><span><?cs call:icon("pin") ?> <?cs var:t.Place ?></span><?cs if:t.Brief ?><span class="soft small"><?cs var:t.Brief ?></span><?cs /if ?><span class="row spread"><span><?cs call:due(t) ?></span><span class="far num" data-far-text hidden></span></span></a></li><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page field-page stack">
<div class="title"><h1><?cs var:Text.tasks.title ?></h1><span class="soft"><?cs var:Page.Count ?></span><span class="grow"></span><?cs each:k = Page.Links ?><a class="btn" href="<?cs var:k.Url ?>"><?cs if:k.Icon ?><?cs call:icon(k.Icon) ?><?cs /if ?><?cs var:k.Label ?></a><?cs /each ?></div>
<?cs call:flash() ?><div class="note flash" data-said role="status" hidden><?cs call:icon("info") ?><div></div></div>
<div class="note warn" data-line role="status" hidden><?cs call:icon("no") ?><div></div></div>
<section class="outbox" data-outbox hidden aria-labelledby="outbox"><h2 id="outbox"><?cs var:Text.phone.outbox ?> <span class="badge" data-count></span></h2><p data-login hidden><a class="btn primary wide" href="/desk/login?next=/desk/tasks"><?cs call:icon("in") ?><?cs var:Text.phone.login_go ?></a></p><div data-list></div></section>
<?cs if:Page.Tasks.0.Url ?><div class="sorts" data-sorts hidden role="group" aria-label="<?cs var:Text.phone.sort ?>"><button type="button" data-sort="due" aria-pressed="true"><?cs call:icon("clock") ?><?cs var:Text.phone.by_due ?></button><button type="button" data-sort="near" aria-pressed="false"><?cs call:icon("locate") ?><?cs var:Text.phone.by_distance ?></button><span class="small soft" role="status"></span></div>
<ul class="jobs" data-jobs><?cs each:t = Page.Tasks ?><?cs call:job(t) ?><?cs /each ?></ul><?cs
else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.tasks.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
