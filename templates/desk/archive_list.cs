<?cs #
  GET /desk/archive/list?id=…  what is to be destroyed, and the signatures; POST /desk/archive/sign (fields csrf, id, step).
  Page.List.Id .Year .Items .State .Tone .Root .Made .First .Second .MadeAt .FirstAt .SecondAt .DoneAt .CanSign .CanWithdraw
  Page.Items.N.Code .Number .Url .Box .Until .Held .DoneAt
?><?cs include:"layout.cs" ?><?cs
def:step_form(step, label, class) ?><form action="/desk/archive/sign" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.List.Id ?>"><input type="hidden" name="step" value="<?cs var:step ?>"><button class="<?cs var:class ?>"><?cs var:label ?></button></form><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page stack">
<div class="title"><h1><?cs var:Text.archive.list ?> <?cs var:Page.List.Year ?>–<?cs var:Page.List.Id ?></h1><span class="grow"></span><span class="tag <?cs var:Page.List.Tone ?>"><?cs var:Page.List.State ?></span></div>
<?cs call:flash() ?><p><a href="/desk/archive"><?cs call:icon("left") ?><?cs var:Text.archive.page ?></a></p>
<section class="card stack"><p class="soft"><?cs var:Text.archive.sign_lead ?></p>
<dl class="facts"><div><dt><?cs var:Text.archive.items ?></dt><dd class="num"><?cs var:Page.List.Items ?></dd></div><div><dt><?cs var:Text.archive.made ?></dt><dd><?cs var:Page.List.Made ?> <?cs var:Page.List.MadeAt ?></dd></div><div><dt><?cs var:Text.archive.first ?></dt><dd><?cs if:Page.List.First ?><?cs var:Page.List.First ?> <?cs var:Page.List.FirstAt ?><?cs else ?>—<?cs /if ?></dd></div><div><dt><?cs var:Text.archive.second ?></dt><dd><?cs if:Page.List.Second ?><?cs var:Page.List.Second ?> <?cs var:Page.List.SecondAt ?><?cs else ?>—<?cs /if ?></dd></div><div><dt>SHA-256</dt><dd class="code"><?cs var:Page.List.Root ?>…</dd></div></dl>
<div class="row"><?cs if:Page.List.CanSign ?><?cs call:step_form("sign", Text.archive.sign, "primary") ?><?cs /if ?><?cs if:Page.List.CanWithdraw ?><?cs call:step_form("withdraw", Text.archive.withdraw, "") ?><?cs /if ?></div></section>
<div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.archive.number ?></th><th scope="col"><?cs var:Text.archive.code ?></th><th scope="col"><?cs var:Text.archive.until_end ?></th><th scope="col"><?cs var:Text.archive.remark ?></th></tr></thead><tbody><?cs
each:i = Page.Items ?>
<tr><td><a class="ref" href="<?cs var:i.Url ?>"><?cs if:i.Number ?><?cs var:i.Number ?><?cs else ?><?cs var:i.Code ?><?cs /if ?></a></td><td class="code"><?cs var:i.Code ?><small><?cs var:i.Box ?></small></td><td class="num"><?cs if:i.Until ?><?cs var:i.Until ?><?cs /if ?></td><td><?cs if:i.Held ?><span class="tag warn"><?cs var:Text.archive.held ?></span><?cs elif:i.DoneAt ?><span class="tag ok"><?cs var:Text.archive.gone ?></span> <small class="num"><?cs var:i.DoneAt ?></small><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
</div>
<?cs call:desk_bottom() ?>
