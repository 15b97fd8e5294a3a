<?cs #
  GET /track (the form) and POST /track (fields number, code): the form again with an error, or the answer.
  Form.number, Form.code  .Value .Error       Page.Errors.N as usual; a wrong pair gives one error that says nothing more
  Page.Track.Number  set when the answer is shown   .ReceivedAt .Class .Place
  .CaseNumber  the case it became, may be absent   .StateNo .StateName  .Public  where it is, a sentence   .Icon   .Hazard (1)
  .Who  who has it   .By  by when   .Next  what comes next   .Can  what its sender can do: a sentence each   .Due .DueIso .DueText .DueTone .DueRuns  may be absent
  Page.Promise.Seen .Limit  what experience and rule say, a sentence each, .Limit may be absent   .Changes.N.Why .Due .When .WhenIso  each date that was given
  .Words.N  his own text, lines      Page.Answer.N  the office's answer, lines
  Page.Steps.N.Label .Kind (done, now, todo) .When  the way in five steps
  Page.History.N.Name .When .WhenIso .Text.N .Icon .Tone   newest first
  Page.Before.N, Page.After.N  photos (his own and the first look; the result)
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<?cs if:Page.Track.Number ?>
<div><p class="soft"><?cs var:Text.track.number ?> <span class="code"><?cs var:Page.Track.Number ?></span></p>
<h1><?cs var:Page.Track.Class ?></h1><?cs if:Page.Track.Place ?><p class="soft"><?cs call:icon("pin") ?> <?cs var:Page.Track.Place ?></p><?cs /if ?></div>
<?cs call:flash() ?>
<section class="card"><div class="state-now"><?cs if:Page.Track.Icon ?><?cs call:icon(Page.Track.Icon) ?><?cs else ?><?cs call:icon("clock") ?><?cs /if ?><div><h2><?cs var:Page.Track.StateName ?></h2><p><?cs var:Page.Track.Public ?></p>
<?cs if:Page.Track.Hazard ?><p class="note warn"><?cs call:icon("hazard") ?><span><?cs var:Follow.hazard ?></span></p><?cs /if ?></div></div>
<dl class="say"><div><dt><?cs var:Text.track.who ?></dt><dd><?cs var:Page.Track.Who ?></dd></div><div><dt><?cs var:Text.track.due ?></dt><dd><?cs var:Page.Track.By ?> <?cs call:due(Page.Track) ?></dd></div><div><dt><?cs var:Text.track.next ?></dt><dd><?cs var:Page.Track.Next ?></dd></div><div><dt><?cs var:Text.track.can ?></dt><dd><?cs var:Page.Track.Can ?></dd></div></dl>
<?cs if:Page.Steps.0.Label ?><ol class="steps"><?cs each:s = Page.Steps ?><li class="<?cs var:s.Kind ?>"<?cs if:s.Kind == "now" ?> aria-current="step"<?cs /if ?>><span class="dot"><?cs call:icon("check") ?></span><?cs var:s.Label ?><?cs if:s.When ?><small class="num"><?cs var:s.When ?></small><?cs /if ?></li><?cs /each ?></ol><?cs /if ?>
<dl class="facts"><div><dt><?cs var:Text.track.received ?></dt><dd class="num"><?cs var:Page.Track.ReceivedAt ?></dd></div><?cs if:Page.Track.CaseNumber ?><div><dt><?cs var:Text.track.case ?></dt><dd class="code"><?cs var:Page.Track.CaseNumber ?></dd></div><?cs /if ?></dl>
</section>
<?cs if:Page.Answer.0 ?><section class="card"><h2><?cs var:Text.track.answer ?></h2><?cs each:t = Page.Answer ?><p><?cs var:t ?></p><?cs /each ?></section><?cs /if ?>
<?cs if:Page.After.0.Thumb || Page.After.0.Pending ?><section class="card"><h2><?cs var:Text.track.photos ?></h2><?cs call:before_after(Page.Before, Page.After) ?></section><?cs
elif:Page.Before.0.Thumb || Page.Before.0.Pending ?><section class="card"><h2><?cs var:Text.track.own_photos ?></h2><?cs call:photo_list(Page.Before) ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.promise.title ?></h2><?cs call:outlook(Page.Promise) ?>
<?cs if:Page.Promise.Changes.0.Why ?><h3><?cs var:Text.promise.changes ?></h3><ol class="dates"><?cs each:c = Page.Promise.Changes ?><li><span><?cs var:c.Why ?></span><?cs if:c.Due ?> <b class="num"><?cs var:c.Due ?></b><?cs /if ?> <small class="soft"><time datetime="<?cs var:c.WhenIso ?>"><?cs var:Text.promise.said ?> <?cs var:c.When ?></time></small></li><?cs /each ?></ol><?cs /if ?></section>
<section class="card"><h2><?cs var:Text.track.history ?></h2><ol class="line-list"><?cs each:v = Page.History ?><?cs call:event_line(v) ?><?cs /each ?></ol></section>
<?cs if:Page.Track.Words.0 ?><section class="card"><h2><?cs var:Text.track.words ?></h2><?cs each:t = Page.Track.Words ?><p><?cs var:t ?></p><?cs /each ?></section><?cs /if ?>
<p class="row noprint"><button type="button" data-print hidden><?cs call:icon("print") ?><?cs var:Text.track.print ?></button><a class="btn bare" href="/track"><?cs call:icon("search") ?><?cs var:Text.track.another ?></a></p>
<?cs else ?>
<h1><?cs var:Text.track.title ?></h1>
<p class="lead"><?cs var:Text.track.lead ?></p>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form id="track" class="card" action="/track" method="post">
<?cs call:text_input(Form.number, "number", "text", Text.track.number, Text.track.number_hint, "off", "40", "1") ?>
<?cs call:text_input(Form.code, "code", "text", Text.track.code, Text.track.code_hint, "off", "20", "1") ?>
<button class="primary big wide"><?cs call:icon("search") ?><?cs var:Text.track.go ?></button>
</form>
<?cs if:Site.Phone ?><p class="soft"><?cs var:Text.track.lost ?> <?cs call:phone_link() ?></p><?cs /if ?>
<?cs /if ?>
</div>
<script src="/js/track.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
