<?cs #
  GET /desk/stuck  cases that do not get on, those that rest longest first.
  Page.Help  a sentence: by which thresholds
  Page.Rows.N  as on the queue page, and .Since (of its present step) .Why.K.Text (each reason that holds)
  Page.Next  address of the next page, absent at the end
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.stuck.page ?></h1></div>
<?cs call:flash() ?><p class="soft"><?cs var:Page.Help ?></p>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.queue.number ?></th><th scope="col"><?cs var:Text.queue.what ?></th><th scope="col"><?cs var:Text.stuck.why ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.stuck.since ?></th></tr></thead><tbody><?cs
each:r = Page.Rows ?>
<tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a></td><td><b><?cs var:r.Title ?></b><?cs call:flag_tags(r.Flags) ?><small><?cs var:r.Place ?></small></td><td><?cs each:w = r.Why ?><span class="tag warn"><?cs var:w.Text ?></span> <?cs /each ?></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="num nowrap"><?cs var:r.Since ?></td></tr><?cs /each ?>
</tbody></table></div>
<nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span><?cs if:Page.Next ?><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a><?cs /if ?></span></nav>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.stuck.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
