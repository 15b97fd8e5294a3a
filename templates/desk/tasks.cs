<?cs #
  GET /desk/tasks  what a supervisor (verify, check) or a hand must do on site; for the phone.
  Page.Tasks.N.Url .KindLabel (verify, check, handle) .Icon .Number .Title .Place .Brief .Grid
    .Due .DueIso .DueText .DueTone .DueRuns  .Flags.K
  Page.Count  a text     Page.Links.N.Label .Url .Icon  (report something myself)
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page field-page">
<div class="title"><h1><?cs var:Text.tasks.title ?></h1><span class="soft"><?cs var:Page.Count ?></span><span class="grow"></span><?cs each:k = Page.Links ?><a class="btn" href="<?cs var:k.Url ?>"><?cs if:k.Icon ?><?cs call:icon(k.Icon) ?><?cs /if ?><?cs var:k.Label ?></a><?cs /each ?></div>
<?cs call:flash() ?>
<?cs if:Page.Tasks.0.Url ?><ul class="jobs"><?cs each:t = Page.Tasks ?><li><a class="job <?cs var:t.DueTone ?>" href="<?cs var:t.Url ?>"><span class="tags"><?cs call:tag("info", t.Icon, t.KindLabel) ?><?cs call:flag_tags(t.Flags) ?></span><b><?cs var:t.Title ?></b><span><?cs call:icon("pin") ?> <?cs var:t.Place ?></span><?cs if:t.Brief ?><span class="soft small"><?cs var:t.Brief ?></span><?cs /if ?><span><?cs call:due(t) ?></span></a></li><?cs /each ?></ul><?cs
else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.tasks.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
