<?cs #
  GET /desk/find  cases by words, days and filters, the newest first.  A number typed whole never comes here: the program redirects.
  Page.Query  what was asked     Page.Empty  1: nothing was, or only signs     Page.Days  the day or month in it as a text, may be absent
  Page.MoreTerms  1: words beyond the limit were left out     Page.Caller  1: cases of a phone number
  Page.Filters.N.Name .Label .Kind (select, date) .Value .Options.K.Value .Label .Selected     Page.Filtered  1: a filter is on     Page.ClearUrl  the same words without
  Page.Rows.N  as on the queue page, and .NumberParts .TitleParts .BriefParts .PlaceParts .GridParts .UnitParts .ExtraParts,
    each a list of .Text with .Hit = 1 where it is what was looked for; Extra is a note or code that no list shows
  Page.Waiting.N  complaints that are no case yet: .Url .NumberParts .TitleParts .BriefParts .PlaceParts .ExtraParts .State .Received .Due …
  Page.Next  address, absent at the end     Page.Unfinished  1: stopped on the way, Next goes on     Page.Behind  1: the newest may be missing
  Form.q.Error  after a refusal
?><?cs include:"layout.cs" ?><?cs
def:parts(list) ?><?cs each:p = list ?><?cs if:p.Hit ?><mark><?cs var:p.Text ?></mark><?cs else ?><?cs var:p.Text ?><?cs /if ?><?cs /each ?><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs if:Page.Caller ?><?cs var:Text.find.caller ?><?cs else ?><?cs var:Text.find.title ?><?cs /if ?></h1><?cs if:Page.Rows.0.Url ?><span class="soft"><?cs var:Text.find.newest ?></span><?cs /if ?></div>
<?cs if:Form.q.Error ?><div class="note error flash" role="alert"><?cs call:icon("alert") ?><div><?cs var:Form.q.Error ?></div></div><?cs /if ?>
<?cs if:Page.Filters.0.Name ?><details class="fold"<?cs if:Page.Filtered ?> open<?cs /if ?>><summary><?cs call:icon("filter") ?><?cs var:Text.find.narrow ?></summary><form class="filters" action="/desk/find" method="post" data-auto><?cs call:csrf() ?><input type="hidden" name="q" value="<?cs var:Page.Query ?>"><?cs
each:f = Page.Filters ?><div><label for="f-<?cs var:f.Name ?>"><?cs var:f.Label ?></label><?cs if:f.Kind == "select" ?><select id="f-<?cs var:f.Name ?>" name="<?cs var:f.Name ?>"><?cs call:option_list(f) ?></select><?cs else ?><input id="f-<?cs var:f.Name ?>" name="<?cs var:f.Name ?>" type="date" value="<?cs var:f.Value ?>"><?cs /if ?></div><?cs /each ?>
<div class="go"><button><?cs call:icon("filter") ?><?cs var:Text.queue.filter ?></button><?cs if:Page.Filtered ?><a class="btn bare" href="<?cs var:Page.ClearUrl ?>"><?cs var:Text.queue.clear ?></a><?cs /if ?></div></form></details><?cs /if ?>
<?cs if:Page.Days ?><p class="soft"><?cs var:Page.Days ?></p><?cs /if ?><?cs if:Page.MoreTerms ?><p class="soft"><?cs var:Text.find.more_terms ?></p><?cs /if ?><?cs
if:Page.Behind ?><div class="note warn"><?cs call:icon("clock") ?><div><?cs var:Text.find.behind ?></div></div><?cs /if ?>
<?cs if:Page.Waiting.0.Url ?><section class="after"><h2><?cs var:Text.find.waiting ?></h2><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.queue.number ?></th><th scope="col"><?cs var:Text.queue.what ?></th><th scope="col"><?cs var:Text.queue.place ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.queue.received ?></th><th scope="col"><?cs var:Text.queue.due ?></th></tr></thead><tbody><?cs
each:r = Page.Waiting ?>
<tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs call:parts(r.NumberParts) ?></a></td><td><?cs if:r.TitleParts.0.Text ?><b><?cs call:parts(r.TitleParts) ?></b><?cs /if ?><small><?cs call:parts(r.BriefParts) ?></small><?cs if:r.ExtraParts.0.Text ?><small class="extra"><?cs var:Field.external_no.Label ?> <?cs call:parts(r.ExtraParts) ?></small><?cs /if ?></td><td class="place"><?cs call:parts(r.PlaceParts) ?></td><td class="side"><?cs call:tag("idle", "inbox", r.State) ?></td><td class="num nowrap at-desk"><?cs var:r.Received ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /each ?>
</tbody></table></div></section><?cs if:Page.Rows.0.Url ?><h2 class="after"><?cs var:Text.find.cases ?></h2><?cs /if ?><?cs /if ?>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.queue.number ?></th><th scope="col"><?cs var:Text.queue.what ?></th><th scope="col"><?cs var:Text.queue.place ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.queue.received ?></th><th scope="col"><?cs var:Text.queue.due ?></th></tr></thead><tbody><?cs
each:r = Page.Rows ?>
<tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs if:r.NumberParts.0.Text ?><?cs call:parts(r.NumberParts) ?><?cs else ?><?cs var:r.Number ?><?cs /if ?></a></td><td><b><?cs if:r.TitleParts.0.Text ?><?cs call:parts(r.TitleParts) ?><?cs else ?><?cs var:r.Title ?><?cs /if ?></b><?cs call:flag_tags(r.Flags) ?><small><?cs call:parts(r.BriefParts) ?></small><?cs if:r.ExtraParts.0.Text ?><small class="extra"><?cs var:Text.find.extra ?> <?cs call:parts(r.ExtraParts) ?></small><?cs /if ?></td><td class="place"><?cs call:parts(r.PlaceParts) ?><?cs if:r.GridParts.0.Text ?><small><?cs call:parts(r.GridParts) ?></small><?cs /if ?></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.UnitParts.0.Text ?><small><?cs call:parts(r.UnitParts) ?></small><?cs /if ?></td><td class="num nowrap at-desk"><?cs var:r.Received ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /each ?>
</tbody></table></div><?cs
elif:Form.q.Error ?><?cs
elif:Page.Waiting.0.Url ?><?cs
elif:Page.Unfinished ?><?cs
elif:Page.Empty ?><div class="card empty"><?cs call:icon("search") ?><?cs if:Page.Query ?><p><b><?cs var:Text.find.nothing ?></b></p><?cs /if ?><p><?cs var:Text.find.help ?></p><p><?cs var:Text.find.help_more ?></p></div><?cs
else ?><div class="card empty"><?cs call:icon("search") ?><p><?cs if:Page.Caller ?><?cs var:Text.find.caller_none ?><?cs else ?><?cs var:Text.find.none ?><?cs /if ?></p></div><?cs /if ?>
<?cs if:Page.Next ?><?cs if:Page.Unfinished ?><p class="soft"><?cs var:Text.find.unfinished ?></p><?cs /if ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs if:Page.Unfinished ?><?cs var:Text.find.go_on ?><?cs else ?><?cs var:Text.queue.next ?><?cs /if ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
