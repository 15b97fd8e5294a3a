<?cs #
  GET /desk/complaint?id=N  a received complaint: read it, then register it as a case or refuse it.  POST /desk/complaint/act.
  Page.Complaint.Number .Received .Source .State .Class .Place .Lat .Lon .Words.N
  Page.Complaint.Letter.Name .Url  the letter that refuses it
  Page.Due  .Due .DueIso .DueText .DueTone .DueRuns  until when the office must decide
  Page.Facts.N.Label .Value .Url .Wide     Page.Flags.N     Page.Photos.N     Page.Contact.Masked
  Page.Near.N  open cases near by and lately closed, rows as on the queue page
  Page.Act, Page.Actions.N, Page.Errors.N, Page.Conflict.*  as on the case page (actions register, refuse …)
  Page.Added.N.What .When .Words.K  what senders added later, the oldest first
  Page.Ratings.N.Answer .Tone .When .By .Words.K  what the sender says of the result, newest first
  Page.Doubts.N.Text  why a person looks at it first
  Page.NoAction  a sentence     Page.CaseUrl .CaseNumber  the case it became
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page">
<?cs call:flash() ?><?cs if:!Page.Conflict.Who ?><?cs call:error_summary() ?><?cs /if ?>
<?cs if:Page.Conflict.Who ?><div class="note warn flash" role="alert"><?cs call:icon("users") ?><div><b><?cs var:Text.case.conflict ?></b><p><?cs var:Page.Conflict.When ?> · <?cs var:Page.Conflict.Who ?><?cs call:colon() ?><?cs var:Page.Conflict.What ?></p><?cs if:Page.Conflict.Text ?><p class="label"><?cs var:Text.case.conflict_text ?></p><div class="kept"><?cs var:Page.Conflict.Text ?></div><?cs /if ?></div></div><?cs /if ?>
<div class="case-head"><div class="row"><span class="ref code"><?cs var:Page.Complaint.Number ?></span><span class="tags"><span class="tag"><?cs var:Page.Complaint.State ?></span><?cs call:flag_tags(Page.Flags) ?></span><span><?cs call:due(Page.Due) ?></span></div>
<h1><?cs var:Page.Complaint.Class ?></h1>
<?cs if:Page.Complaint.Place ?><p class="soft"><?cs call:icon("pin") ?> <?cs var:Page.Complaint.Place ?></p><?cs /if ?><?cs call:letter_link(Page.Complaint) ?></div>
<div class="case-grid"><div class="a stack">
<?cs if:Page.Doubts.0.Text ?><section class="note warn"><?cs call:icon("alert") ?><div><b><?cs var:Text.complaint.doubts ?></b><ul><?cs each:d = Page.Doubts ?><li><?cs var:d.Text ?></li><?cs /each ?></ul></div></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.case.words ?></h2><?cs each:t = Page.Complaint.Words ?><p><?cs var:t ?></p><?cs /each ?></section>
<?cs if:Page.Photos.0.Thumb || Page.Photos.0.Pending ?><section class="card"><h2><?cs var:Text.case.photos ?></h2><?cs call:photo_list(Page.Photos) ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.case.facts ?></h2><dl class="facts"><div><dt><?cs var:Text.track.received ?></dt><dd class="num"><?cs var:Page.Complaint.Received ?></dd></div><div><dt><?cs var:Field.source.Label ?></dt><dd><?cs var:Page.Complaint.Source ?></dd></div><?cs if:Page.Contact.Masked ?><div><dt><?cs var:Text.report.contact ?></dt><dd class="num"><?cs var:Page.Contact.Masked ?></dd></div><?cs /if ?><?cs each:f = Page.Facts ?><div<?cs if:f.Wide ?> class="span"<?cs /if ?>><dt><?cs var:f.Label ?></dt><dd><?cs if:f.Url ?><a href="<?cs var:f.Url ?>"><?cs var:f.Value ?></a><?cs else ?><?cs var:f.Value ?><?cs /if ?></dd></div><?cs /each ?></dl></section>
</div>
<div class="s stack"><section class="card" id="actions"><h2><?cs var:Text.case.actions ?></h2><?cs if:Page.CaseUrl ?><p><a class="btn calm wide" href="<?cs var:Page.CaseUrl ?>"><?cs call:icon("file") ?><?cs var:Page.CaseNumber ?></a></p><?cs /if ?><?cs if:Page.Actions.0.Code ?><?cs call:action_list(Page.Actions) ?><?cs else ?><p class="soft"><?cs var:Page.NoAction ?></p><?cs /if ?></section></div>
<div class="b stack">
<?cs if:Page.Added.0.What ?><section class="card"><h2><?cs var:Text.added.title ?></h2><?cs each:q = Page.Added ?><div class="stack"><p class="row"><b><?cs var:q.What ?></b><span class="small soft"><?cs var:q.When ?></span></p><?cs each:t = q.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Ratings.0.Answer ?><section class="card"><h2><?cs var:Text.rating.title ?></h2><?cs each:q = Page.Ratings ?><div class="stack"><p class="row"><?cs call:tag(q.Tone, "chat", q.Answer) ?><span class="small soft"><?cs var:q.When ?> · <?cs var:q.By ?></span></p><?cs each:t = q.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Complaint.Lat ?><section class="card noprint"><h2><?cs var:Text.case.map ?></h2><?cs call:map_show(Page.Complaint.Lat, Page.Complaint.Lon) ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.complaint.near ?></h2><?cs if:Page.Near.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Near) ?></div><?cs else ?><p class="soft"><?cs var:Text.complaint.near_none ?></p><?cs /if ?></section>
</div></div>
</div>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
