<?cs #
  GET /desk/bulk?id=N  what became of each case of a form that took many.
  Page.Step  the step's name     Page.When     Page.Sum  "48 done, 2 refused"     Page.Back  the queue one came from, may be absent
  Page.Refused.N.Url .Number .Title .Place .Why (in words)     Page.Done.N.Url .Number .Title .Place .State .StateTone .StateIcon
?><?cs include:"layout.cs" ?><?cs
def:bulk_rows(list) ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.queue.number ?></th><th scope="col"><?cs var:Text.queue.what ?></th><th scope="col"><?cs var:Text.bulk.result ?></th></tr></thead><tbody><?cs
each:r = list ?><tr><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a></td><td><b><?cs var:r.Title ?></b><small><?cs var:r.Place ?></small></td><td><?cs if:r.Why ?><?cs var:r.Why ?><?cs else ?><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs /if ?></td></tr><?cs /each ?></tbody></table></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Page.Step ?></h1><span class="soft"><?cs var:Page.Sum ?> · <?cs var:Page.When ?></span></div>
<?cs if:Page.Back ?><p class="row"><a class="btn small" href="<?cs var:Page.Back ?>" data-back><?cs call:icon("left") ?><?cs var:Text.bulk.back ?></a></p><?cs /if ?>
<?cs if:Page.Refused.0.Url ?><section class="stack after"><h2><?cs call:icon("alert") ?> <?cs var:Text.bulk.refused ?></h2><?cs call:bulk_rows(Page.Refused) ?></section><?cs /if ?>
<?cs if:Page.Done.0.Url ?><section class="stack after"><h2><?cs call:icon("ok") ?> <?cs var:Text.bulk.done ?></h2><?cs call:bulk_rows(Page.Done) ?></section><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
