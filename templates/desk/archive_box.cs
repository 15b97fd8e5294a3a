<?cs #
  GET /desk/archive/box?id=…  what lies in a box.
  Page.Code .Years   Page.Items.N.Place .Code .Number .Url .Class .Address .Until (a year, 0: none) .Held .Gone .Caller (1 each)
?><?cs include:"layout.cs" ?><?cs
call:desk_top() ?>
<div class="wrap page stack">
<div class="title"><h1 class="code"><?cs var:Page.Code ?></h1><span class="grow"></span><span class="tag idle"><?cs var:Page.Years ?></span></div>
<p><a href="/desk/archive"><?cs call:icon("left") ?><?cs var:Text.archive.page ?></a></p>
<div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.archive.place ?></th><th scope="col"><?cs var:Text.archive.number ?></th><th scope="col"><?cs var:Text.archive.what ?></th><th scope="col"><?cs var:Text.archive.until_end ?></th><th scope="col"><?cs var:Text.archive.remark ?></th></tr></thead><tbody><?cs
each:i = Page.Items ?>
<tr><td class="num"><?cs var:i.Place ?></td><td><a class="ref" href="<?cs var:i.Url ?>"><?cs if:i.Number ?><?cs var:i.Number ?><?cs else ?><?cs var:i.Code ?><?cs /if ?></a><small class="code"><?cs var:i.Code ?></small></td><td><b><?cs var:i.Class ?></b><small><?cs var:i.Address ?></small></td><td class="num"><?cs if:i.Until ?><?cs var:i.Until ?><?cs /if ?></td><td><?cs if:i.Gone ?><span class="tag idle"><?cs var:Text.archive.gone ?></span><?cs /if ?><?cs if:i.Held ?><span class="tag warn"><?cs call:icon("lock") ?><?cs var:Text.archive.held ?></span><?cs /if ?><?cs if:i.Caller ?><span class="tag idle"><?cs var:Text.archive.caller ?></span><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
</div>
<?cs call:desk_bottom() ?>
