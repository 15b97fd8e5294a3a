<?cs #
  GET /desk/duty/book?day=&shift=  the hand-over book of a shift; its three forms shown again with their errors.
  Page.Day .Weekday .Shift (number) .ShiftName .Span     Page.Prev, Page.Next  books beside it, may be absent
  Page.Crew.N.Name .Role     Page.Parts.N.Title .Count .More (how many are folded) .Rest.K (those) .Rows.K.Url .Number .Title .Place .Unit .State .Due .DueIso .DueText .DueTone .DueRuns
  Page.Done.N.Label .N   .DoneCount: of all      Page.Entries.N.When .Who .Text.K   Page.Before.N  the same of the shift before
  Page.Now  1: the present shift     Page.Ahead  1: not begun     Page.Open  1: can be completed
  Page.Note.N  the outgoing's lines   Page.Out.Name .When   Page.MaySign 1   Page.In.Name .When   Page.Remark.N
  Page.Late  1: completed long after the shift     Page.ForNext  1: signed in place of the incoming
  Page.Papers.N.Name .Url  what can be printed of it
  Form.note, Form.remark, Form.text
?><?cs include:"layout.cs" ?><?cs
def:book_row(r) ?><tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a></td><td><b><?cs var:r.Title ?></b><small><?cs var:r.Place ?></small></td><td class="side"><?cs var:r.State ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="side due num"><?cs if:r.DueIso ?><?cs call:due(r) ?><?cs else ?><?cs var:r.Due ?><?cs /if ?></td></tr><?cs /def ?><?cs
def:book_keys() ?><?cs call:csrf() ?><input type="hidden" name="day" value="<?cs var:Page.Day ?>"><input type="hidden" name="shift" value="<?cs var:Page.Shift ?>"><?cs /def ?><?cs
def:words(f, name, label, need) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><label for="<?cs var:name ?>"><?cs var:label ?><?cs call:need_mark(need) ?></label><?cs if:f.Error ?><p class="error" id="<?cs var:name ?>-error"><?cs call:icon("alert") ?><?cs var:f.Error ?></p><?cs /if ?><textarea id="<?cs var:name ?>" name="<?cs var:name ?>" rows="4"<?cs if:need ?> required<?cs /if ?>><?cs var:f.Value ?></textarea></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.book.page ?></h1><span class="soft"><span class="num"><?cs var:Page.Day ?></span> <?cs var:Page.Weekday ?> · <?cs var:Page.ShiftName ?></span></div>
<?cs call:flash() ?><?cs call:error_summary() ?>
<p class="row noprint"><?cs if:Page.Prev ?><a class="btn small" rel="prev" href="<?cs var:Page.Prev ?>"><?cs call:icon("left") ?><?cs var:Text.book.before ?></a><?cs /if ?><?cs if:Page.Next ?><a class="btn small" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.book.after ?><?cs call:icon("right") ?></a><?cs /if ?><a class="btn small bare" href="/desk/duty"><?cs call:icon("users") ?><?cs var:Text.book.roster ?></a></p>
<?cs call:paper_links() ?>
<p class="soft num"><?cs var:Page.Span ?></p>
<div class="stack">
<section class="card"><h2><?cs var:Text.book.crew ?></h2><?cs if:Page.Crew.0.Name ?><dl class="facts"><?cs each:m = Page.Crew ?><div><dt><?cs var:m.Role ?></dt><dd><?cs var:m.Name ?></dd></div><?cs /each ?></dl><?cs else ?><p class="soft"><?cs var:Text.duty.nobody ?></p><?cs /if ?></section>
<?cs each:p = Page.Parts ?><section class="card"><h2 class="row"><?cs var:p.Title ?><?cs if:p.Count ?> <span class="tag num"><?cs var:p.Count ?></span><?cs /if ?></h2><?cs if:p.Rows.0.Number ?><div class="rows scroll"><table><tbody><?cs each:r = p.Rows ?><?cs call:book_row(r) ?><?cs /each ?></tbody></table></div><?cs if:p.More ?><details class="fold after"><summary><?cs var:p.More ?></summary><div class="rows scroll"><table><tbody><?cs each:r = p.Rest ?><?cs call:book_row(r) ?><?cs /each ?></tbody></table></div></details><?cs /if ?><?cs else ?><p class="soft"><?cs var:Text.book.none ?></p><?cs /if ?></section>
<?cs /each ?><?cs if:Page.Done.0.Label ?><section class="card"><h2 class="row"><?cs var:Text.book.done ?> <span class="tag num"><?cs var:Page.DoneCount ?></span></h2><details class="fold"><summary><?cs var:Text.book.done_each ?></summary><dl class="facts"><?cs each:d = Page.Done ?><div><dt><?cs var:d.Label ?></dt><dd class="num"><?cs var:d.N ?></dd></div><?cs /each ?></dl></details></section><?cs else ?><section class="card"><h2><?cs var:Text.book.done ?></h2><p class="soft"><?cs var:Text.book.none ?></p></section><?cs /if ?>
<?cs if:Page.Before.0.Who ?><section class="card"><h2><?cs var:Text.book.entries_before ?></h2><?cs each:m = Page.Before ?><div class="said"><p class="small soft"><?cs var:m.When ?> · <?cs var:m.Who ?></p><?cs each:t = m.Text ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?></section>
<?cs /if ?><section class="card"><h2><?cs var:Text.book.entries ?></h2><?cs each:m = Page.Entries ?><div class="said"><p class="small soft"><?cs var:m.When ?> · <?cs var:m.Who ?></p><?cs each:t = m.Text ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?><?cs if:!Page.Entries.0.Who ?><p class="soft"><?cs var:Text.book.none ?></p><?cs /if ?>
<?cs if:Page.Now && !Page.Out.Name ?><form class="noprint" action="/desk/duty/entry" method="post" data-once><?cs call:csrf() ?><?cs call:words(Form.text, "text", Text.book.entry, "1") ?><button><?cs var:Text.book.write ?></button></form><?cs /if ?></section>
<section class="card"><h2><?cs var:Text.book.note ?></h2><?cs each:t = Page.Note ?><p><?cs var:t ?></p><?cs /each ?>
<?cs if:Page.Ahead ?><p class="soft"><?cs var:Text.book.ahead ?></p><?cs /if ?><?cs
if:Page.Open ?><form class="noprint" action="/desk/duty/complete" method="post" data-once><?cs call:book_keys() ?><?cs call:words(Form.note, "note", Text.book.note, "1") ?><p class="small soft"><?cs var:Text.book.complete_hint ?></p><button class="primary"><?cs var:Text.book.complete ?></button></form><?cs /if ?><?cs
if:Page.Out.Name ?><dl class="facts"><div><dt><?cs var:Text.book.out ?></dt><dd><?cs var:Page.Out.Name ?> · <span class="num"><?cs var:Page.Out.When ?></span><?cs if:Page.Late ?> <span class="tag warn"><?cs var:Text.book.late ?></span><?cs /if ?></dd></div><div><dt><?cs var:Text.book.in ?></dt><dd><?cs if:Page.In.Name ?><?cs var:Page.In.Name ?> · <span class="num"><?cs var:Page.In.When ?></span><?cs if:Page.ForNext ?> <span class="tag"><?cs var:Text.book.for_next ?></span><?cs /if ?><?cs else ?><span class="soft"><?cs var:Text.book.unsigned ?></span><?cs /if ?></dd></div></dl><?cs each:t = Page.Remark ?><p><?cs var:t ?></p><?cs /each ?><?cs /if ?><?cs
if:Page.MaySign ?><form class="noprint" action="/desk/duty/sign" method="post" data-once><?cs call:book_keys() ?><?cs call:words(Form.remark, "remark", Text.book.remark, "") ?><button class="primary"><?cs call:icon("ok") ?><?cs var:Text.book.sign ?></button></form><?cs /if ?></section>
</div>
</div>
<?cs call:desk_bottom() ?>
