<?cs #
  GET /desk/eval/cases  exactly the cases a number counts.
  Page.Name (may be absent) .FigureName .FigureText .Count .Span.Name   Page.Times  1: counts times, not cases
  Page.Back  the table    Page.Line  the line    Page.More  what follows, may be absent
  Page.Rows.N.Url (may be absent) .Number .Title .Place .Unit .Source .Received .LimitEnd .Closed .State .StateTone .StateIcon
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page eval">
<nav class="crumb small noprint"><a href="<?cs var:Page.Back ?>"><?cs call:icon("left") ?><?cs var:Text.eval.page ?></a><?cs if:Page.Name ?> <a href="<?cs var:Page.Line ?>"><?cs var:Page.Name ?></a><?cs /if ?></nav>
<div class="title"><h1><?cs var:Page.FigureName ?> <span class="badge"><?cs var:Page.Count ?></span></h1><span class="soft"><?cs if:Page.Name ?><?cs var:Page.Name ?> · <?cs /if ?><?cs var:Page.Span.Name ?></span></div>
<p class="soft"><?cs var:Page.FigureText ?><?cs if:Page.Times ?> <?cs var:Text.eval.times ?><?cs /if ?></p>
<?cs if:Page.Rows.0.Number ?><div class="rows scroll" data-rows tabindex="0" role="region" aria-label="<?cs var:Text.eval.cases ?>"><table><thead><tr><th scope="col"><?cs var:Text.queue.case ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.queue.received ?></th><th scope="col"><?cs var:Text.today.limit ?></th><th scope="col"><?cs var:Text.eval.closed_at ?></th></tr></thead><tbody><?cs
each:r = Page.Rows ?><tr data-case><td><?cs if:r.Url ?><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Title ?></a><?cs else ?><b><?cs var:r.Title ?></b><?cs /if ?><?cs if:r.Place ?><small><?cs var:r.Place ?></small><?cs /if ?><small class="ref"><?cs var:r.Number ?> · <?cs var:r.Source ?></small></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="num nowrap"><?cs if:r.Received ?><span class="cap"><?cs var:Text.queue.received ?></span> <?cs var:r.Received ?><?cs /if ?></td><td class="num nowrap"><?cs if:r.LimitEnd ?><span class="cap"><?cs var:Text.today.limit ?></span> <?cs var:r.LimitEnd ?><?cs /if ?></td><td class="num nowrap"><?cs if:r.Closed ?><span class="cap"><?cs var:Text.eval.closed_at ?></span> <?cs var:r.Closed ?><?cs /if ?></td></tr><?cs /each ?></tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.More ?><a class="btn" rel="next" href="<?cs var:Page.More ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav><?cs else ?><div class="card empty"><?cs call:icon("info") ?><p><?cs var:Text.eval.no_cases ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
