<?cs #
  GET /desk/case?id=N, and POST /desk/case/act shown again (422 a field is wrong, 409 somebody was faster).
  Page.Case.Number .Title (class) .ClassPath (major, minor) .Place .State .StateTone .StateIcon .Unit .Lat .Lon (degrees; absent: no map)
  Page.Case.Words.N  what is wrong, lines        Page.Flags.N.Tone .Icon .Label  hazard, returns, reworks …
  Page.FactCard.Shared  everything else one wants to know, as desk/case_facts.cs made it
  Page.ClockCard.Shared  the clocks, as desk/case_clocks.cs made them
  Page.Act.Url .Id .Version .Key  where and with what the actions are sent (/desk/case/act)
  Page.Actions.N.Code .Label .Help .Warn (a sentence, may be absent) .Primary .Icon .Open (1: unfolded, set when it holds an error)
    .Fields.M.Kind (text, line, unit, select, radio, photos, condition, judgment, hidden, checkbox,
      checks, date, number, point) .Name .Label .Help
    .Required .Value .Error .Max .Accept .Capture .Lat .Lon .Options.K.Value .Label .Help .Selected .Groups.K
  Page.More.N  the same, steps that are seldom taken, folded away     Page.MoreOpen  1: one of them was refused
  Page.NoAction  a sentence when there is nothing to do for this person: who holds the case now
  Page.Conflict.Who .When .What  set on 409: who did what in the meantime   .Url  the fresh page    .Text  his own text, kept
  Page.Errors.N.Field (CODE-NAME; absent: the step itself) .Label .Text
  Page.Kept.N  lines he wrote for a step that is no longer on the page
  Page.Before.N, Page.After.N, Page.Others.N  photos        Page.Contact.Masked .May (1: may ask) .Url .Options.N.Value .Label
  Page.Complaints.N.Number .Received .Source .Outside .OutsideDue .State .Words.K .Url   the complaints behind the case
  Page.Events.Shared  its ledger, as desk/event.cs made the lines, newest first
  Page.Tell.Number .Code  once after a registration: what the caller must be told
  Page.Back.Url .Label  the queue one came from     Page.Next  after a step its next case, a row as on the queue page, may be absent
  Page.Skip  address of the case after this one, while this one still waits in that queue     Page.Act.In  the queue with its filters as one word
  Page.Claim.May (1: this person may act) .Minutes .Note (a colleague has it open, since when)
  Page.Elsewhere  1: not in this grid, but in the whole centre
  Page.Precedent (1: asked for) Page.Precedents.N.Unit .Text .Ruling     who had this class in this grid
  Page.Return.Show .Duty .Named (1: the table names this unit) .Past.N.Number .Url .When .Reason .Ruling   what speaks for and against a return
  Page.Asked.N.From .When .Who .Words.K .Due .DueIso .DueText .DueTone (while it is open) .Ended .Answer.K   inquiries about the case
  Page.Matters.N.Url .Title .Kind .State .Who .Unit .Due …   registered matters it belongs to     Page.Link  where it is added to one
  Page.Papers.N.Name .Url  what can be printed of it
  Page.Added.N.What .When .Words.K  what senders added later, the oldest first
  Page.Ratings.N.Answer .Tone .When .By .Words.K  what its senders say of the result
  Page.Past.When (a sentence) .Url (the case of now)  shown as it stood at an instant; then without steps and contact
  Page.LedgerOk  a sentence: the chain verifies
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<?cs call:flash() ?><?cs if:!Page.Conflict.Who ?><?cs call:error_summary() ?><?cs /if ?>
<?cs if:Page.Conflict.Who ?><div class="note warn flash" role="alert"><?cs call:icon("users") ?><div><b><?cs var:Text.case.conflict ?></b><p><?cs var:Page.Conflict.When ?> · <?cs var:Page.Conflict.Who ?><?cs call:colon() ?><?cs var:Page.Conflict.What ?></p><p><?cs var:Text.case.conflict_hint ?></p><?cs if:Page.Conflict.Text ?><p class="label"><?cs var:Text.case.conflict_text ?></p><div class="kept"><?cs var:Page.Conflict.Text ?></div><?cs /if ?><p><a class="btn small" href="<?cs var:Page.Conflict.Url ?>"><?cs call:icon("redo") ?><?cs var:Text.case.conflict_fresh ?></a></p></div></div><?cs /if ?>
<?cs if:Page.Kept.0 ?><div class="note flash"><?cs call:icon("edit") ?><div><p class="label"><?cs var:Text.case.conflict_text ?></p><div class="kept"><?cs each:t = Page.Kept ?><p><?cs var:t ?></p><?cs /each ?></div></div></div><?cs /if ?><?cs if:Page.Tell.Number ?><div class="note warn flash" role="status"><?cs call:icon("phone") ?><div><p><?cs var:Text.case.tell ?> <b class="code"><?cs var:Page.Tell.Number ?></b> · <?cs var:Text.track.code ?> <b class="code"><?cs var:Page.Tell.Code ?></b></p><p class="small soft"><?cs var:Text.case.tell_hint ?></p></div></div><?cs /if ?>
<?cs if:Page.Claim.May ?><div class="note warn claim noprint" id="claim" role="status" data-claim="/desk/case/claim" data-id="<?cs var:Page.Act.Id ?>" data-version="<?cs var:Page.Act.Version ?>" data-minutes="<?cs var:Page.Claim.Minutes ?>" data-csrf="<?cs var:Csrf.Token ?>"<?cs if:Page.Claim.Note ?> data-held<?cs else ?> hidden<?cs /if ?>><?cs call:icon("users") ?><div class="row"><span data-claim-note><?cs var:Page.Claim.Note ?></span><form action="/desk/case/claim" method="post"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Act.Id ?>"><input type="hidden" name="version" value="<?cs var:Page.Act.Version ?>"><button class="small" name="do" value="over"><?cs var:Text.case.take_over ?></button></form></div></div><?cs /if ?>
<?cs if:Page.Back.Url ?><p class="row noprint"><a class="btn small" href="<?cs var:Page.Back.Url ?>" data-back><?cs call:icon("left") ?><?cs var:Page.Back.Label ?></a><?cs if:Page.Next.Url ?><a class="btn small calm" rel="next" href="<?cs var:Page.Next.Url ?>"><?cs var:Text.case.next ?><?cs call:colon() ?><?cs var:Page.Next.Title ?> · <?cs var:Page.Next.Place ?><?cs call:icon("right") ?></a><?cs elif:Page.Skip ?><a class="btn small" rel="next" href="<?cs var:Page.Skip ?>"><?cs var:Text.case.skip ?><?cs call:icon("right") ?></a><?cs /if ?><?cs if:!Page.Past.When ?><a class="btn small to-steps" href="#actions"><?cs call:icon("down") ?><?cs var:Text.case.actions ?></a><?cs /if ?><button type="button" class="small aside" data-print hidden><?cs call:icon("print") ?><?cs var:Text.layout.print ?></button></p><?cs else ?><p class="row noprint"><?cs if:!Page.Past.When ?><a class="btn small to-steps" href="#actions"><?cs call:icon("down") ?><?cs var:Text.case.actions ?></a><?cs /if ?><button type="button" class="small aside" data-print hidden><?cs call:icon("print") ?><?cs var:Text.layout.print ?></button></p><?cs /if ?>
<?cs if:Page.Past.When ?><div class="note warn apart" role="status"><?cs call:icon("clock") ?><div><p><b><?cs var:Page.Past.When ?></b></p><p class="small"><?cs var:Text.case.past_hint ?></p><p><a class="btn small" href="<?cs var:Page.Past.Url ?>"><?cs var:Text.case.past_back ?></a></p></div></div><?cs /if ?>
<div class="case-head"><div class="row"><span class="ref code"><?cs var:Page.Case.Number ?></span><span class="tags"><?cs call:tag(Page.Case.StateTone, Page.Case.StateIcon, Page.Case.State) ?><?cs call:flag_tags(Page.Flags) ?></span></div>
<h1><?cs var:Page.Case.Title ?></h1>
<?cs if:Page.Case.Place ?><p class="soft"><?cs call:icon("pin") ?> <?cs var:Page.Case.Place ?></p><?cs /if ?><?cs call:paper_links() ?></div>
<div class="case-grid">
<div class="a stack">
<section class="card"><h2><?cs var:Text.case.words ?></h2><?cs each:t = Page.Case.Words ?><p><?cs var:t ?></p><?cs /each ?></section>
<?cs if:Page.After.0.Thumb || Page.After.0.Pending ?><section class="card"><h2><?cs var:Text.case.photos ?></h2><?cs call:before_after(Page.Before, Page.After) ?></section><?cs
elif:Page.Before.0.Thumb || Page.Before.0.Pending ?><section class="card"><h2><?cs var:Text.case.photos ?></h2><?cs call:photo_list(Page.Before) ?></section><?cs /if ?>
<?cs uvar:Page.FactCard.Shared ?>
</div>
<div class="s stack">
<?cs uvar:Page.ClockCard.Shared ?>
<?cs if:Page.Return.Show ?><section class="card noprint"><h2><?cs var:Text.case.return_title ?></h2><?cs if:Page.Return.Duty ?><p><?cs if:Page.Return.Named ?><?cs call:tag("late", "no", Text.case.return_against) ?><?cs else ?><?cs call:tag("ok", "ok", Text.case.return_for) ?><?cs /if ?> <?cs var:Page.Return.Duty ?></p><?cs /if ?><?cs if:Page.Return.Past.0.Number ?><h3><?cs var:Text.case.return_past ?></h3><ul class="plain lines"><?cs each:r = Page.Return.Past ?><li><a class="ref" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a> <span class="small soft"><?cs var:r.When ?></span><br><?cs var:r.Reason ?> → <b><?cs var:r.Ruling ?></b></li><?cs /each ?></ul><?cs else ?><p class="small soft"><?cs var:Text.case.return_none ?></p><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Precedent ?><section class="card noprint"><h2><?cs var:Text.case.precedents ?></h2><?cs if:Page.Elsewhere ?><p class="small soft"><?cs var:Text.case.precedents_elsewhere ?></p><?cs /if ?><?cs if:Page.Precedents.0.Text ?><ul class="plain lines"><?cs each:r = Page.Precedents ?><li><b><?cs var:r.Unit ?></b> <?cs var:r.Text ?><?cs if:r.Ruling ?><br><span class="small"><?cs var:Text.case.last_ruling ?><?cs call:colon() ?><?cs var:r.Ruling ?></span><?cs /if ?></li><?cs /each ?></ul><?cs else ?><p class="small soft"><?cs var:Text.case.precedents_none ?></p><?cs /if ?></section><?cs /if ?>
<?cs if:!Page.Past.When ?><section class="card" id="actions"><h2><?cs var:Text.case.actions ?></h2><?cs if:Page.Actions.0.Code ?><?cs call:action_list(Page.Actions) ?><?cs if:Page.More.0.Code ?><details class="more"<?cs if:Page.MoreOpen ?> open<?cs /if ?>><summary><?cs var:Text.case.more_steps ?></summary><?cs call:action_list(Page.More) ?></details><?cs /if ?><?cs else ?><p class="soft"><?cs var:Page.NoAction ?></p><?cs /if ?></section><?cs /if ?>
</div>
<div class="b stack">
<?cs if:Page.Case.Lat ?><section class="card noprint"><h2><?cs var:Text.case.map ?></h2><?cs call:map_show(Page.Case.Lat, Page.Case.Lon) ?></section><?cs /if ?>
<?cs if:Page.Others.0.Thumb ?><section class="card"><h2><?cs var:Text.case.other_photos ?></h2><?cs call:photo_list(Page.Others) ?></section><?cs /if ?>
<?cs if:Page.Complaints.0.Number ?><section class="card"><h2><?cs var:Text.case.complaints ?></h2><?cs each:m = Page.Complaints ?><div class="stack"><div class="row"><?cs if:m.Url ?><a class="code" href="<?cs var:m.Url ?>"><?cs var:m.Number ?></a><?cs else ?><span class="code"><?cs var:m.Number ?></span><?cs /if ?><span class="small soft"><?cs var:m.Received ?> · <?cs var:m.Source ?></span><?cs if:m.Outside ?><span class="small"><?cs var:Field.external_no.Label ?> <span class="code"><?cs var:m.Outside ?></span></span><?cs /if ?><?cs if:m.OutsideDue ?><span class="small"><?cs var:Field.external_due.Label ?> <b class="num"><?cs var:m.OutsideDue ?></b></span><?cs /if ?><?cs if:m.State ?><span class="tag"><?cs var:m.State ?></span><?cs /if ?></div><?cs each:t = m.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?><?cs
if:Page.Contact.Masked ?><p class="row"><?cs call:icon("phone") ?><span class="num"><?cs var:Page.Contact.Masked ?></span></p><?cs if:Page.Contact.May ?><details class="act"><summary><?cs call:icon("lock") ?><?cs var:Text.case.open_contact ?></summary><form action="<?cs var:Page.Contact.Url ?>" method="post"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Act.Id ?>"><div class="field"><label for="contact-reveal"><?cs var:Field.reveal.Label ?></label><select id="contact-reveal" name="reveal"><?cs call:option_list(Page.Contact) ?></select></div><div class="field"><label for="contact-reason"><?cs var:Text.case.open_reason ?></label><textarea id="contact-reason" name="reason" rows="2" required></textarea></div><button class="wide"><?cs var:Text.case.open_contact ?></button></form></details><?cs /if ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Added.0.What ?><section class="card"><h2><?cs var:Text.added.title ?></h2><?cs each:q = Page.Added ?><div class="stack"><p class="row"><b><?cs var:q.What ?></b><span class="small soft"><?cs var:q.When ?></span></p><?cs each:t = q.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Ratings.0.Answer ?><section class="card"><h2><?cs var:Text.rating.title ?></h2><?cs each:q = Page.Ratings ?><div class="stack"><p class="row"><?cs call:tag(q.Tone, "chat", q.Answer) ?><span class="small soft"><?cs var:q.When ?> · <?cs var:q.By ?></span></p><?cs each:t = q.Words ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section><?cs /if ?>
<?cs if:Page.Asked.0.From || Page.Matters.0.Url || Page.Link ?><section class="card" id="asked"><h2><?cs var:Text.case.asked ?></h2><?cs each:q = Page.Asked ?><div class="stack"><p class="row"><b><?cs var:q.From ?></b><span class="small soft"><?cs var:q.When ?> · <?cs var:q.Who ?></span><?cs if:q.Ended ?><span class="tag"><?cs var:Text.case.asked_done ?> <?cs var:q.Ended ?></span><?cs else ?><span class="left <?cs var:q.DueTone ?>"><?cs call:tone_icon(q.DueTone) ?><?cs var:q.DueText ?></span><?cs /if ?></p><?cs each:t = q.Words ?><p><?cs var:t ?></p><?cs /each ?><?cs if:q.Answer.0 ?><p class="label"><?cs var:Text.case.asked_answer ?></p><?cs each:t = q.Answer ?><p><?cs var:t ?></p><?cs /each ?><?cs /if ?></div><?cs /each ?><?cs if:Page.Matters.0.Url ?><ul class="plain lines"><?cs each:m = Page.Matters ?><li><a href="<?cs var:m.Url ?>"><?cs var:m.Title ?></a> <span class="tag"><?cs var:m.State ?></span><br><span class="small soft"><?cs var:m.Kind ?> · <?cs var:m.Who ?><?cs if:m.Unit ?> · <?cs var:m.Unit ?><?cs /if ?><?cs if:m.DueText ?> · <?cs var:m.DueText ?><?cs /if ?></span></li><?cs /each ?></ul><?cs /if ?><?cs if:Page.Link ?><p class="noprint"><a class="btn small" href="<?cs var:Page.Link ?>"><?cs call:icon("flag") ?><?cs var:Text.link.page ?></a></p><?cs /if ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.case.timeline ?></h2><details class="why noprint"><summary><?cs call:icon("clock") ?><?cs var:Text.case.past_ask ?></summary><form class="row" action="/desk/case" method="get"><input type="hidden" name="id" value="<?cs var:Page.Act.Id ?>"><label class="sr" for="at"><?cs var:Text.case.past_at ?></label><input id="at" name="at" type="datetime-local" required><button><?cs var:Text.case.past_go ?></button></form></details><ol class="line-list"><?cs uvar:Page.Events.Shared ?></ol><?cs if:Page.LedgerOk ?><p class="small soft"><?cs call:icon("shield") ?> <?cs var:Page.LedgerOk ?></p><?cs /if ?></section>
</div>
</div>
</div>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/claim.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/task.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
