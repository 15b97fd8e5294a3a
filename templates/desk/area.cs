<?cs #
  GET /desk/area  the squad's area: feedback to review, then everything open, the most urgent first.
  Page.Reviews  1: feedback goes to the squad first     Page.Waiting.N, Page.Rows.N  rows as on the queue page
  Page.WaitingMore, Page.More  1: there are more than these
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.area.page ?></h1></div>
<?cs call:flash() ?><p class="soft"><?cs var:Text.area.help ?></p>
<?cs if:Page.Reviews ?><h2><?cs var:Text.area.waiting ?></h2><?cs if:Page.Waiting.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Waiting) ?></div><?cs if:Page.WaitingMore ?><p class="small soft"><?cs var:Text.area.more ?></p><?cs /if ?><?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.area.waiting_none ?></p></div><?cs /if ?><?cs /if ?>
<h2><?cs var:Text.area.open ?></h2><?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Rows) ?></div><?cs if:Page.More ?><p class="small soft"><?cs var:Text.area.more ?></p><?cs /if ?><?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.area.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
