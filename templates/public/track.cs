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
  Page.Say.Pass, and one-time keys of the forms that may be sent now, each may be absent: .AddKey .WithdrawKey .AskKey .RateKey .AgainKey   .Contact  where its sender was told, masked, beside .AgainKey   .Reopens (1: "not solved" goes to the duty chief)
  Page.Form.Ticket .ProofBits .TooMany  as of the complaint form, for .AgainKey
  Page.Wish.To  where he is told, masked; may be absent   .Confirmed .Mail .Again .Each .Daily .Stop  (1)
  Page.Privacy.Url .Label  the notice that was kept with it
  Page.Rated  what he said last of the result   Page.Openings.N.When .WhenIso .Who .Why  who has opened his contact
  Page.Before.N, Page.After.N  photos (his own and the first look; the result)
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<?cs if:Page.Track.Number ?>
<div><p class="soft"><?cs var:Text.track.number ?> <span class="code"><?cs var:Page.Track.Number ?></span></p>
<h1><?cs var:Page.Track.Class ?></h1><?cs if:Page.Track.Place ?><p class="soft"><?cs call:icon("pin") ?> <?cs var:Page.Track.Place ?></p><?cs /if ?></div>
<?cs call:flash() ?><?cs call:error_summary() ?>
<section class="card"><div class="state-now"><?cs if:Page.Track.Icon ?><?cs call:icon(Page.Track.Icon) ?><?cs else ?><?cs call:icon("clock") ?><?cs /if ?><div><h2><?cs var:Page.Track.StateName ?></h2><p><?cs var:Page.Track.Public ?></p>
<?cs if:Page.Track.Hazard ?><p class="note warn"><?cs call:icon("hazard") ?><span><?cs var:Follow.hazard ?></span></p><?cs /if ?></div></div>
<dl class="say"><div><dt><?cs var:Text.track.who ?></dt><dd><?cs var:Page.Track.Who ?></dd></div><div><dt><?cs var:Text.track.due ?></dt><dd><?cs var:Page.Track.By ?><?cs if:Page.Track.DueText ?> <span class="tag <?cs var:Page.Track.DueTone ?>"><?cs call:tone_icon(Page.Track.DueTone) ?><span<?cs if:Page.Track.DueRuns ?> data-due="<?cs var:Page.Track.DueIso ?>"<?cs /if ?>><?cs var:Page.Track.DueText ?></span></span><?cs /if ?></dd></div><div><dt><?cs var:Text.track.next ?></dt><dd><?cs var:Page.Track.Next ?></dd></div><div><dt><?cs var:Text.track.can ?></dt><dd><?cs var:Page.Track.Can ?></dd></div></dl>
<?cs if:Page.Steps.0.Label ?><ol class="steps"><?cs each:s = Page.Steps ?><li class="<?cs var:s.Kind ?>"<?cs if:s.Kind == "now" ?> aria-current="step"<?cs /if ?>><span class="dot"><?cs call:icon("check") ?></span><?cs var:s.Label ?><?cs if:s.When ?><small class="num"><?cs var:s.When ?></small><?cs /if ?></li><?cs /each ?></ol><?cs /if ?>
<dl class="facts"><div><dt><?cs var:Text.track.received ?></dt><dd class="num"><?cs var:Page.Track.ReceivedAt ?></dd></div><?cs if:Page.Track.CaseNumber ?><div><dt><?cs var:Text.track.case ?></dt><dd class="code"><?cs var:Page.Track.CaseNumber ?></dd></div><?cs /if ?></dl>
</section>
<?cs if:Page.Answer.0 ?><section class="card"><h2><?cs var:Text.track.answer ?></h2><?cs each:t = Page.Answer ?><p><?cs var:t ?></p><?cs /each ?></section><?cs /if ?>
<?cs if:Page.After.0.Thumb || Page.After.0.Pending ?><section class="card"><h2><?cs var:Text.track.photos ?></h2><?cs if:Page.Before.0.Thumb && Page.After.0.Thumb ?><div class="compare"><div class="compare-pics"><img src="<?cs var:Page.After.0.Url ?>" alt="<?cs var:Page.After.0.Alt ?>" width="640" height="480"><img class="over" src="<?cs var:Page.Before.0.Url ?>" alt="<?cs var:Page.Before.0.Alt ?>" width="640" height="480"></div><label class="compare-bar"><span><?cs var:Text.track.slide ?></span><input type="range" min="0" max="100" value="50" data-compare></label></div><?cs /if ?><?cs call:before_after(Page.Before, Page.After) ?></section><?cs
elif:Page.Before.0.Thumb || Page.Before.0.Pending ?><section class="card"><h2><?cs var:Text.track.own_photos ?></h2><?cs call:photo_list(Page.Before) ?></section><?cs /if ?>
<?cs if:Page.Say.RateKey ?><section class="card noprint" id="rate"><h2><?cs var:Text.say.rate ?></h2><?cs if:Page.Rated ?><p><?cs var:Text.say.rated ?> <b><?cs var:Page.Rated ?></b></p><?cs /if ?>
<form action="/track/rate" method="post"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><input type="hidden" name="key" value="<?cs var:Page.Say.RateKey ?>">
<fieldset class="field<?cs if:Form.rating.Error ?> bad<?cs /if ?>"><legend><?cs var:Text.say.rating ?></legend><?cs call:error_line("rating", Form.rating.Error) ?><div class="choices"><label class="choice"><input type="radio" name="rating" value="solved" required><span><?cs var:Rating.1 ?></span></label><label class="choice"><input type="radio" name="rating" value="partly"><span><?cs var:Rating.2 ?></span></label><label class="choice"><input type="radio" name="rating" value="not_solved"><span><?cs var:Rating.3 ?></span></label><label class="choice"><input type="radio" name="rating" value="cannot_tell"><span><?cs var:Rating.4 ?></span></label></div></fieldset>
<?cs call:text_area(Form.note, "note", Text.say.note, Text.say.note_hint, "1000", "") ?>
<?cs if:Page.Say.Reopens ?><p class="small soft"><?cs var:Text.say.reopens ?></p><?cs /if ?><button class="primary"><?cs call:icon("send") ?><?cs var:Text.say.rate_send ?></button></form></section><?cs /if ?>
<?cs if:Page.Say.AgainKey ?><section class="card noprint"><h2><?cs var:Text.say.again ?></h2><p><?cs var:Text.say.again_lead ?></p>
<form action="/track/again" method="post" data-proof-bits="<?cs var:Page.Form.ProofBits ?>"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><input type="hidden" name="key" value="<?cs var:Page.Say.AgainKey ?>"><?cs call:doubt_fields() ?><?cs call:text_area(Form.more, "more", Text.say.more, Text.say.more_hint, "2000", "1") ?><?cs
if:Page.Say.Contact ?><label class="check"><input type="checkbox" name="same_contact" value="1"<?cs if:Form.same_contact.Value ?> checked<?cs /if ?>><span><?cs var:Text.say.same_contact ?> <b><?cs var:Page.Say.Contact ?></b></span></label><?cs /if ?><button><?cs call:icon("redo") ?><?cs var:Text.say.again_send ?></button></form></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.promise.title ?></h2><?cs call:outlook(Page.Promise) ?>
<?cs if:Page.Promise.Changes.0.Why ?><h3><?cs var:Text.promise.changes ?></h3><ol class="dates"><?cs each:c = Page.Promise.Changes ?><li><span><?cs var:c.Why ?></span><?cs if:c.Due ?> <b class="num"><?cs var:c.Due ?></b><?cs /if ?> <small class="soft"><time datetime="<?cs var:c.WhenIso ?>"><?cs var:Text.promise.said ?> <?cs var:c.When ?></time></small></li><?cs /each ?></ol><?cs /if ?></section>
<section class="card"><h2><?cs var:Text.track.history ?></h2><ol class="line-list"><?cs each:v = Page.History ?><?cs call:event_line(v) ?><?cs /each ?></ol></section>
<?cs if:Page.Track.Words.0 ?><section class="card"><h2><?cs var:Text.track.words ?></h2><?cs each:t = Page.Track.Words ?><p><?cs var:t ?></p><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Say.AddKey ?><section class="card noprint" id="add"><h2><?cs var:Text.say.add ?></h2>
<form action="/track/add" method="post" enctype="multipart/form-data"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><input type="hidden" name="key" value="<?cs var:Page.Say.AddKey ?>"><?cs call:text_area(Form.words, "words", Text.say.words, Text.say.words_hint, "1000", "") ?>
<?cs call:photo_input(Form.photo, "photo", Text.report.photo, Text.say.photo_hint, "") ?><button><?cs call:icon("send") ?><?cs var:Text.say.add_send ?></button></form></section><?cs /if ?>
<?cs if:Page.Say.WithdrawKey || Page.Say.AskKey ?><details class="fold noprint"<?cs if:Form.why.Error ?> open<?cs /if ?>><summary><?cs call:icon("undo") ?><?cs if:Page.Say.WithdrawKey ?><?cs var:Text.say.withdraw ?><?cs else ?><?cs var:Text.say.ask ?><?cs /if ?></summary><div><p><?cs if:Page.Say.WithdrawKey ?><?cs var:Text.say.withdraw_lead ?><?cs else ?><?cs var:Text.say.ask_lead ?><?cs /if ?></p>
<form action="/track/withdraw" method="post"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><input type="hidden" name="key" value="<?cs if:Page.Say.WithdrawKey ?><?cs var:Page.Say.WithdrawKey ?><?cs else ?><?cs var:Page.Say.AskKey ?><?cs /if ?>"><?cs call:text_area(Form.why, "why", Text.say.why, "", "1000", "") ?><button><?cs if:Page.Say.WithdrawKey ?><?cs var:Text.say.withdraw_send ?><?cs else ?><?cs var:Text.say.ask_send ?><?cs /if ?></button></form></div></details><?cs /if ?>
<?cs if:Page.Wish.To ?><section class="card noprint" id="wish"><h2><?cs var:Text.wishes.title ?></h2><?cs if:Page.Wish.Confirmed ?><p><?cs var:Text.wishes.to ?> <b><?cs var:Page.Wish.To ?></b></p>
<form action="/track/wish" method="post"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><fieldset class="field"><legend class="sr"><?cs var:Text.wishes.how ?></legend><div class="choices"><label class="choice"><input type="radio" name="wish" value="each"<?cs if:Page.Wish.Each ?> checked<?cs /if ?>><span><?cs var:Text.wishes.each ?></span></label><?cs if:Page.Wish.Mail ?><label class="choice"><input type="radio" name="wish" value="daily"<?cs if:Page.Wish.Daily ?> checked<?cs /if ?>><span><?cs var:Text.wishes.daily ?></span></label><?cs /if ?><label class="choice"><input type="radio" name="wish" value="stop"<?cs if:Page.Wish.Stop ?> checked<?cs /if ?>><span><?cs var:Text.wishes.stop ?></span></label></div></fieldset><button><?cs var:Text.wishes.set ?></button></form>
<?cs else ?><p><?cs var:Text.wishes.unsure ?> <b><?cs var:Page.Wish.To ?></b></p><p class="small soft"><?cs var:Text.wishes.only ?></p><?cs if:!Page.Wish.Mail ?>
<form action="/track/confirm" method="post"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><?cs call:text_input(Form.digits, "digits", "text", Text.wishes.digits, "", "one-time-code", "6", "1") ?><button><?cs call:icon("check") ?><?cs var:Text.confirm.go ?></button></form><?cs /if ?><?cs if:Page.Wish.Again ?>
<form action="/track/ask" method="post"><input type="hidden" name="pass" value="<?cs var:Page.Say.Pass ?>"><button class="bare"><?cs call:icon("redo") ?><?cs var:Text.wishes.again ?></button></form><?cs /if ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Openings.0.When ?><section class="card"><h2><?cs var:Text.openings.title ?></h2><p class="small soft"><?cs var:Text.openings.lead ?></p><ol class="dates"><?cs each:o = Page.Openings ?><li><?cs var:o.Who ?><?cs call:colon() ?><?cs var:o.Why ?> <small class="soft"><time datetime="<?cs var:o.WhenIso ?>"><?cs var:o.When ?></time></small></li><?cs /each ?></ol></section><?cs /if ?>
<p class="row noprint"><button type="button" data-print hidden><?cs call:icon("print") ?><?cs var:Text.track.print ?></button><a class="btn bare" href="/track"><?cs call:icon("search") ?><?cs var:Text.track.another ?></a></p>
<?cs call:privacy_kept() ?>
<?cs else ?>
<h1><?cs var:Text.track.title ?></h1>
<p class="lead"><?cs var:Text.track.lead ?></p>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form id="track" class="card" action="/track" method="post">
<?cs call:text_input(Form.number, "number", "text", Text.track.number, Text.track.number_hint, "off", "40", "1") ?>
<?cs call:text_input(Form.code, "code", "text", Text.track.code, Text.track.code_hint, "off", "20", "1") ?>
<button class="primary big wide"><?cs call:icon("search") ?><?cs var:Text.track.go ?></button>
</form>
<section class="card" data-mine hidden><h2><?cs var:Text.mine.title ?></h2><p class="small soft"><?cs var:Text.mine.lead ?></p>
<form action="/bundle" method="post"><input type="hidden" name="pairs" value=""><div class="scroll"><table class="mine"><thead><tr><th scope="col"><span class="sr"><?cs var:Text.mine.choose ?></span></th><th scope="col"><?cs var:Text.track.number ?></th><th scope="col"><span class="sr"><?cs var:Text.mine.do ?></span></th></tr></thead><tbody></tbody></table></div>
<template><tr><td><input type="checkbox" checked></td><td><b class="code" data-number></b><br><small class="soft" data-what></small></td><td class="right"><button type="button" class="small" data-open><?cs var:Text.mine.open ?></button> <button type="button" class="small bare" data-remove><?cs var:Text.mine.remove ?></button></td></tr></template>
<p class="row"><button><?cs call:icon("download") ?><?cs var:Text.mine.pdf ?></button><button type="button" class="bare" data-forget><?cs var:Text.mine.forget ?></button></p></form></section>
<p class="soft"><a href="/bundle"><?cs var:Text.bundle.page ?></a></p>
<?cs if:Site.Phone ?><p class="soft"><?cs var:Text.track.lost ?> <?cs call:phone_link() ?></p><?cs /if ?>
<?cs /if ?>
</div>
<script src="/js/mine.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs if:Page.Say.AgainKey ?><script src="/js/pow.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs /if ?><script src="/js/track.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
