<?cs #
  GET /desk/find?q=TEXT  a case or complaint by its number, the outside number, or the end of either.
  Page.Query  what was asked     Page.Rows.N  as on the queue page (exactly one hit: the program redirects)
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page">
<h1><?cs var:Text.find.title ?></h1>
<p class="soft"><?cs var:Text.find.asked ?> <b class="code"><?cs var:Page.Query ?></b></p>
<?cs if:Page.Rows.0.Url ?><div class="rows scroll" data-rows><?cs call:case_rows(Page.Rows) ?></div><?cs
else ?><div class="card empty"><?cs call:icon("search") ?><p><?cs var:Text.find.none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
