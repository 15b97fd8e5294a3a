<?cs #
  What the pages of the public window share.
  Page.Tabs.N.Label .Url .Here
  Page.Period.Name .Note .Running (1: the period is not over)   .Prev.Url .Prev.Name .Next.Url .Next.Name (may be absent)
  Page.Months.N, Page.Years.N  .Name .Url .Here .Running   the newest first
  A rate is a node with .Rate (a text) and .Bar (0 to 100, absent without data)
?><?cs
def:window_tabs() ?><nav class="tabs noprint" aria-label="<?cs var:Text.window.tabs ?>"><ul><?cs each:t = Page.Tabs ?><li><a href="<?cs var:t.Url ?>"<?cs if:t.Here ?> aria-current="page"<?cs /if ?>><?cs var:t.Label ?></a></li><?cs /each ?></ul></nav><?cs /def ?><?cs

def:window_period() ?><div class="card period"><div class="row spread"><div><h2><?cs var:Page.Period.Name ?> <?cs if:Page.Period.Running ?><?cs call:tag("warn", "clock", Text.window.tag_running) ?><?cs else ?><?cs call:tag("ok", "ok", Text.window.tag_whole) ?><?cs /if ?></h2><p class="soft"><?cs var:Page.Period.Note ?></p></div>
<nav class="row noprint" aria-label="<?cs var:Text.window.other_periods ?>"><?cs if:Page.Period.Prev.Url ?><a class="btn" rel="prev" href="<?cs var:Page.Period.Prev.Url ?>"><?cs call:icon("left") ?><?cs var:Page.Period.Prev.Name ?></a><?cs /if ?><?cs if:Page.Period.Next.Url ?><a class="btn" rel="next" href="<?cs var:Page.Period.Next.Url ?>"><?cs var:Page.Period.Next.Name ?><?cs call:icon("right") ?></a><?cs /if ?></nav></div>
<details class="fold noprint"><summary><?cs call:icon("list") ?><?cs var:Text.window.other_periods ?></summary><ul class="choose"><?cs each:y = Page.Years ?><li><a href="<?cs var:y.Url ?>"<?cs if:y.Here ?> aria-current="true"<?cs /if ?>><?cs var:y.Name ?></a></li><?cs /each ?></ul><ul class="choose"><?cs each:m = Page.Months ?><li><a href="<?cs var:m.Url ?>"<?cs if:m.Here ?> aria-current="true"<?cs /if ?>><?cs var:m.Name ?></a></li><?cs /each ?></ul></details></div><?cs /def ?><?cs

def:window_bar(r) ?><?cs if:r.Bar || r.Bar == "0" ?><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="of" width="100" height="8"/><rect class="is" width="<?cs var:r.Bar ?>" height="8"/></svg><?cs /if ?><?cs /def ?><?cs

def:window_none() ?><div class="card empty"><?cs call:icon("clock") ?><p><?cs var:Text.window.none ?></p></div><?cs /def ?><?cs

def:window_numbers(r) ?><td class="num"><?cs var:r.Filed ?></td><td class="num"><?cs var:r.ClosedIn ?></td><td class="num"><?cs var:r.Late ?></td><td class="num"><?cs var:r.Rework ?></td><td class="num rate"><?cs var:r.Rate ?><?cs if:r.Den ?> <small class="soft"><?cs var:r.Num ?>/<?cs var:r.Den ?></small><?cs /if ?><?cs call:window_bar(r) ?></td><?cs /def ?><?cs

def:window_columns(first) ?><thead><tr><th scope="col"><?cs var:first ?></th><th scope="col" class="num"><?cs var:Metric.n_filed.Name ?></th><th scope="col" class="num"><?cs var:Metric.n_closed_in.Window ?></th><th scope="col" class="num"><?cs var:Metric.n_close_late_open.Name ?></th><th scope="col" class="num"><?cs var:Metric.n_rework.Name ?></th><th scope="col" class="num"><?cs var:Metric.r_close_ontime.Name ?></th></tr></thead><?cs /def ?>
