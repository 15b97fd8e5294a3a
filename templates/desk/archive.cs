<?cs #
  GET /desk/archive  the archive: what waits for a box, boxes, holds, destruction lists; POST /desk/archive/{fill,hold,lift,list}.
  Page.Waiting   Page.Archivist (1: may change)   Page.Next  address of older boxes
  Page.Boxes.N.Url .Code .Year .Years .Items
  Page.Holds.N.Case .Number .Url .Why .Who .Since .Until .Over (1: its day is past)     Form.number .why .until (.Value .Error)
  Page.Lists.N.Id .Url .Year .Items .State .Tone .Made .First .Second .DoneAt
?><?cs include:"layout.cs" ?><?cs
def:lift_form(h) ?><form action="/desk/archive/lift" method="post" class="row"><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:h.Case ?>"><label class="sr" for="lift-<?cs var:h.Case ?>"><?cs var:Text.archive.lift_why ?></label><input id="lift-<?cs var:h.Case ?>" name="why" maxlength="400" required placeholder="<?cs var:Text.archive.lift_why ?>"><button class="small"><?cs var:Text.archive.lift ?></button></form><?cs /def ?><?cs
def:hold_form() ?><form action="/desk/archive/hold" method="post" class="card stack"><h3><?cs var:Text.archive.hold ?></h3><?cs call:csrf() ?>
<?cs call:text_input(Form.number, "number", "text", Text.archive.number, "", "off", "40", "1") ?><?cs call:text_input(Form.why, "why", "text", Text.archive.why, Text.archive.why_hint, "off", "400", "1") ?><?cs call:text_input(Form.until, "until", "date", Text.archive.until, Text.archive.until_hint, "off", "", "") ?>
<button class="primary"><?cs call:icon("lock") ?><?cs var:Text.archive.hold_do ?></button></form><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.archive.page ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<section class="card"><div class="title"><h2><?cs var:Text.archive.waiting ?></h2><span class="grow"></span><b class="num"><?cs var:Page.Waiting ?></b></div>
<p class="soft"><?cs var:Text.archive.waiting_lead ?></p>
<?cs if:Page.Archivist && Page.Waiting ?><form action="/desk/archive/fill" method="post" data-once><?cs call:csrf() ?><button class="primary"><?cs call:icon("archive") ?><?cs var:Text.archive.fill ?></button></form><?cs /if ?></section>
<section><h2><?cs var:Text.archive.boxes ?></h2>
<?cs if:Page.Boxes.0.Code ?><div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.archive.code ?></th><th scope="col"><?cs var:Text.archive.year ?></th><th scope="col"><?cs var:Text.archive.keep ?></th><th scope="col"><?cs var:Text.archive.items ?></th></tr></thead><tbody><?cs
each:b = Page.Boxes ?>
<tr><td><a class="code" href="<?cs var:b.Url ?>"><?cs var:b.Code ?></a></td><td class="num"><?cs var:b.Year ?></td><td><?cs var:b.Years ?></td><td class="num"><?cs var:b.Items ?></td></tr><?cs /each ?>
</tbody></table></div><?cs else ?><div class="card empty"><?cs call:icon("archive") ?><p><?cs var:Text.archive.no_boxes ?></p></div><?cs /if ?>
<?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?></section>
<section id="holds"><h2><?cs var:Text.archive.holds ?></h2><p class="soft"><?cs var:Text.archive.holds_lead ?></p>
<?cs if:Page.Holds.0.Case ?><div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.archive.number ?></th><th scope="col"><?cs var:Text.archive.why ?></th><th scope="col"><?cs var:Text.archive.who ?></th><th scope="col"><?cs var:Text.archive.until ?></th><th scope="col"><span class="sr"><?cs var:Text.archive.lift ?></span></th></tr></thead><tbody><?cs
each:h = Page.Holds ?>
<tr><td><a class="ref" href="<?cs var:h.Url ?>"><?cs var:h.Number ?></a></td><td><?cs var:h.Why ?></td><td><?cs var:h.Who ?><small class="num"><?cs var:h.Since ?></small></td><td><?cs if:h.Until ?><?cs var:h.Until ?><?cs if:h.Over ?> <span class="tag late"><?cs var:Text.archive.over ?></span><?cs /if ?><?cs else ?><?cs var:Text.archive.open ?><?cs /if ?></td><td><?cs if:Page.Archivist ?><?cs call:lift_form(h) ?><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div><?cs /if ?>
<?cs if:Page.Archivist ?><?cs call:hold_form() ?><?cs /if ?></section>
<section id="lists"><h2><?cs var:Text.archive.lists ?></h2><p class="soft"><?cs var:Text.archive.lists_lead ?></p>
<?cs if:Page.Lists.0.Id ?><div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.archive.list ?></th><th scope="col"><?cs var:Text.archive.items ?></th><th scope="col"><?cs var:Text.archive.signed ?></th><th scope="col"><?cs var:Text.archive.state_head ?></th></tr></thead><tbody><?cs
each:l = Page.Lists ?>
<tr><td><a href="<?cs var:l.Url ?>"><?cs var:l.Year ?>–<?cs var:l.Id ?></a></td><td class="num"><?cs var:l.Items ?></td><td><?cs var:l.First ?><?cs if:l.Second ?> · <?cs var:l.Second ?><?cs /if ?></td><td><span class="tag <?cs var:l.Tone ?>"><?cs var:l.State ?></span></td></tr><?cs /each ?>
</tbody></table></div><?cs /if ?>
<?cs if:Page.Archivist ?><form action="/desk/archive/list" method="post" data-once><?cs call:csrf() ?><button><?cs call:icon("list") ?><?cs var:Text.archive.make ?></button></form><?cs /if ?></section>
</div>
<?cs call:desk_bottom() ?>
