<?cs #
  What the pages of the evaluation share.
  Page.Span.Name   Page.Prev, Page.Next  .Name .Url (may be absent): the span before and after
  Page.Parts.N, Page.Posts.N  .Value .Label .Url .Here      Page.By  the part shown
  Page.Lengths.N.Value .Label .Selected    Page.At.Value  its first month   Page.Free  1: two spans of free choice
  Page.From.Value .To .WithFrom .WithTo    Page.Filters.N  as on the queue page    Page.Filtered  1: some filter is set
  Page.Running  1: the period is not over     Page.AsOf  a sentence
  A change is a node with .Value (then) .Diff .Up .Down (1) .Better .Worse (1, of rates)
?><?cs
def:eval_change(c) ?><?cs var:c.Value ?><?cs if:c.Diff ?> <span class="diff<?cs if:c.Better ?> better<?cs elif:c.Worse ?> worse<?cs /if ?>"><?cs if:c.Up ?>▲<?cs elif:c.Down ?>▼<?cs /if ?><?cs var:c.Diff ?><?cs if:c.Better ?><span class="sr"> <?cs var:Text.eval.better ?></span><?cs elif:c.Worse ?><span class="sr"> <?cs var:Text.eval.worse ?></span><?cs /if ?></span><?cs /if ?><?cs /def ?><?cs

def:eval_period() ?><div class="row spread period-line"><p class="span"><b><?cs var:Page.Span.Name ?></b> <?cs if:Page.Running ?><?cs call:tag("warn", "clock", Text.window.tag_running) ?><?cs else ?><?cs call:tag("ok", "ok", Text.window.tag_whole) ?><?cs /if ?> <span class="small soft"><?cs var:Page.AsOf ?></span></p>
<nav class="row noprint" aria-label="<?cs var:Text.window.other_periods ?>"><?cs if:Page.Prev.Url ?><a class="btn small" rel="prev" href="<?cs var:Page.Prev.Url ?>"><?cs call:icon("left") ?><?cs var:Page.Prev.Name ?></a><?cs /if ?><?cs if:Page.Next.Url ?><a class="btn small" rel="next" href="<?cs var:Page.Next.Url ?>"><?cs var:Page.Next.Name ?><?cs call:icon("right") ?></a><?cs /if ?></nav></div><?cs /def ?><?cs

def:month_field(f, name, label) ?><div><label for="f-<?cs var:name ?>"><?cs var:label ?></label><input id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="month" value="<?cs var:f.Value ?>"></div><?cs /def ?><?cs

def:eval_form() ?><form class="filters eval-form noprint" action="/desk/eval" method="get"><div><label for="f-by"><?cs var:Text.eval.by ?></label><select id="f-by" name="by"><optgroup label="<?cs var:Text.eval.parts ?>"><?cs each:t = Page.Parts ?><option value="<?cs var:t.Value ?>"<?cs if:t.Here ?> selected<?cs /if ?>><?cs var:t.Label ?></option><?cs /each ?></optgroup><?cs if:Page.Posts.0.Value ?><optgroup label="<?cs var:Text.eval.posts ?>"><?cs each:t = Page.Posts ?><option value="<?cs var:t.Value ?>"<?cs if:t.Here ?> selected<?cs /if ?>><?cs var:t.Label ?></option><?cs /each ?></optgroup><?cs /if ?></select></div>
<div><label for="f-span"><?cs var:Text.eval.length ?></label><select id="f-span" name="span"><?cs each:o = Page.Lengths ?><option value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> selected<?cs /if ?>><?cs var:o.Label ?></option><?cs /each ?></select></div>
<?cs if:Page.Free ?><?cs call:month_field(Page.From, "from", Text.eval.from) ?><?cs call:month_field(Page.To, "to", Text.eval.to) ?><?cs call:month_field(Page.WithFrom, "with_from", Text.eval.with_from) ?><?cs call:month_field(Page.WithTo, "with_to", Text.eval.with_to) ?><?cs else ?><?cs call:month_field(Page.At, "at", Text.eval.at) ?><?cs /if ?>
<?cs each:f = Page.Filters ?><div><label for="f-<?cs var:f.Name ?>"><?cs var:f.Label ?></label><select id="f-<?cs var:f.Name ?>" name="<?cs var:f.Name ?>"><?cs call:option_list(f) ?></select></div><?cs /each ?>
<?cs if:Page.Compare ?><input type="hidden" name="view" value="compare"><div><label for="f-figure"><?cs var:Text.eval.figure ?></label><select id="f-figure" name="figure"><?cs each:o = Page.Choices ?><option value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> selected<?cs /if ?>><?cs var:o.Label ?></option><?cs /each ?></select></div><?cs /if ?>
<?cs if:Page.Schemes.0.Value ?><div><label for="f-scheme"><?cs var:Text.eval.scheme ?></label><select id="f-scheme" name="scheme"><?cs each:o = Page.Schemes ?><option value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> selected<?cs /if ?>><?cs var:o.Label ?></option><?cs /each ?></select></div><?cs /if ?>
<button class="primary"><?cs var:Text.eval.show ?></button></form><?cs /def ?><?cs

def:eval_definitions() ?><section class="card definitions" id="definitions"><h2><?cs var:Text.eval.definitions ?></h2><dl class="defs"><?cs each:d = Page.Definitions ?><div id="def-<?cs var:d.Id ?>"><dt><?cs var:d.Name ?> <small class="code soft"><?cs var:d.Id ?></small></dt><dd><?cs var:d.Text ?><?cs if:d.Formula ?> <span class="soft">= <?cs var:d.Formula ?></span><?cs /if ?></dd></div><?cs /each ?></dl></section><?cs /def ?>
