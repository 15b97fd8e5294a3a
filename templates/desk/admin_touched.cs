<?cs #
  GET /desk/admin/touched?id=9  the cases a change would touch, by their number.
  Page.Back     Page.All  how many     Page.Cases.N.Number .Class .Unit .State .Due     Page.Next  may be absent
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page narrow-wide stack">
<p class="small"><a href="<?cs var:Page.Back ?>"><?cs call:icon("left") ?><?cs var:Text.admin.change ?></a></p>
<h1><?cs var:Text.admin.touched ?></h1>
<p class="soft"><?cs var:Page.All ?></p>
<?cs if:Page.Cases.0.Number ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.queue.number ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.queue.due ?></th></tr></thead><tbody><?cs
each:c = Page.Cases ?>
<tr><td><b class="ref"><?cs var:c.Number ?></b><small><?cs var:c.Class ?></small></td><td class="side"><?cs var:c.State ?><?cs if:c.Unit ?><small><?cs var:c.Unit ?></small><?cs /if ?></td><td class="side num"><?cs var:c.Due ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?>
<?cs else ?><div class="card empty"><?cs call:icon("ok") ?><p><?cs var:Text.admin.touches_none ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
