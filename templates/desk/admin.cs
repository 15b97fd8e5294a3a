<?cs #
  GET /desk/admin  the things an office changes by itself.
  Page.Mine.N, Page.Others.N  .Name .Help .Icon .Url  those this administrator writes, and those he only reads
  Page.Waiting  "3 changes wait for a second person", absent when none does
?><?cs include:"layout.cs" ?><?cs
def:things(list) ?><ul class="piles things"><?cs each:t = list ?><li><a class="pile" href="<?cs var:t.Url ?>"><b><?cs call:icon(t.Icon) ?> <?cs var:t.Name ?></b><span class="small soft"><?cs var:t.Help ?></span></a></li><?cs /each ?></ul><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page stack">
<div class="title"><h1><?cs var:Text.admin.title ?></h1><span class="grow"></span><a class="btn" href="/desk/admin/changes"><?cs call:icon("clock") ?><?cs var:Text.admin.changes ?></a></div>
<?cs call:flash() ?>
<p class="soft"><?cs var:Text.admin.lead ?></p>
<?cs if:Page.Waiting ?><div class="note warn"><?cs call:icon("clock") ?><div><a href="/desk/admin/changes"><?cs var:Page.Waiting ?></a></div></div><?cs /if ?>
<section class="stack"><h2><?cs var:Text.admin.mine ?></h2>
<?cs call:things(Page.Mine) ?></section>
<?cs if:Page.Others.0.Url ?><section class="stack"><h2><?cs var:Text.admin.others ?></h2>
<?cs call:things(Page.Others) ?></section><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
