<?cs #
  GET /desk/duty/powers  who holds the commander's powers, leave and powers given; POST /desk/duty/leave shown again.
  Page.Now.Name .Role .Why .Since .Until     Page.Unkept  1: the roster keeps none of the three
  Page.Next.N.Name .Role .Why .Since .Until  how they pass in the next days     Page.More  how many are folded, Page.Rest.N  those
  Page.Log.N.Id .Name .To (absent: leave) .From .Until .Reason .By .At .EndedBy .EndedAt .Over .MayEnd (1)
  Page.MayLeave, Page.MayGive  1: the form is offered     Page.Give  1: powers were to be given
  Form.who, .to  .Options .Error     Form.from, .until (local YYYY-MM-DDTHH:MM), .reason  .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
def:absence(x) ?><div><p class="row"><b><?cs var:x.Name ?></b><span class="tag<?cs if:!x.Over ?> info<?cs /if ?>"><?cs if:x.To ?><?cs var:Text.power.given ?><?cs else ?><?cs var:Text.power.leave ?><?cs /if ?></span><?cs if:x.To ?><span>→ <b><?cs var:x.To ?></b></span><?cs /if ?></p>
<p><?cs var:x.Reason ?></p><p class="small num"><?cs var:x.From ?> – <?cs var:x.Until ?></p><p class="small soft"><?cs var:Text.power.by ?> <?cs var:x.By ?> · <span class="num"><?cs var:x.At ?></span><?cs if:x.EndedBy ?> · <?cs var:Text.power.ended ?> <?cs var:x.EndedBy ?> · <span class="num"><?cs var:x.EndedAt ?></span><?cs /if ?></p><?cs if:x.MayEnd ?><form class="noprint" action="/desk/duty/leave/end" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:x.Id ?>"><button class="small"><?cs var:Text.power.end ?></button></form><?cs /if ?></div><?cs /def ?><?cs
def:spans(list) ?><div class="rows scroll"><table><thead><tr><th scope="col"><?cs var:Text.power.since ?> – <?cs var:Text.power.until ?></th><th scope="col"><?cs var:Text.power.who ?></th><th scope="col"><?cs var:Text.power.why ?></th></tr></thead><tbody><?cs
each:s = list ?><tr><td class="num"><?cs var:s.Since ?> – <?cs var:s.Until ?></td><td><b><?cs var:s.Name ?></b><small><?cs var:s.Role ?></small></td><td><?cs var:s.Why ?></td></tr><?cs /each ?></tbody></table></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.power.page ?></h1><span class="grow"></span><a class="btn small noprint" href="/desk/duty"><?cs call:icon("users") ?><?cs var:Text.book.roster ?></a></div>
<?cs call:flash() ?><?cs call:error_summary() ?>
<div class="stack">
<section class="card"><h2><?cs var:Text.power.now ?></h2><p class="row"><b class="big-no"><?cs var:Page.Now.Name ?></b><span class="tag info"><?cs var:Page.Now.Role ?></span></p><p><?cs var:Page.Now.Why ?></p>
<dl class="facts"><div><dt><?cs var:Text.power.since ?></dt><dd class="num"><?cs var:Page.Now.Since ?></dd></div><div><dt><?cs var:Text.power.until ?></dt><dd class="num"><?cs var:Page.Now.Until ?></dd></div></dl>
<?cs if:Page.Unkept ?><p class="small soft after"><?cs var:Text.power.unkept ?></p><?cs /if ?></section>
<?cs if:Page.Next.0.Name ?><section class="card"><h2><?cs var:Text.power.next ?></h2><?cs call:spans(Page.Next) ?><?cs if:Page.More ?><details class="fold after"><summary><?cs var:Page.More ?></summary><?cs call:spans(Page.Rest) ?></details><?cs /if ?></section><?cs /if ?>
<?cs if:Page.MayLeave ?><details class="act noprint"<?cs if:Page.Errors.0.Text ?> open<?cs /if ?>><summary><?cs call:icon("edit") ?><?cs var:Text.power.enter ?></summary><form action="/desk/duty/leave" method="post" data-once><?cs call:csrf() ?><p class="small soft"><?cs var:Text.power.enter_hint ?></p>
<?cs if:Page.MayGive ?><fieldset class="field"><legend><?cs var:Text.power.kind ?></legend><div class="choices"><label class="choice"><input type="radio" name="kind" value="leave"<?cs if:!Page.Give ?> checked<?cs /if ?>><span><?cs var:Text.power.leave ?></span></label><label class="choice"><input type="radio" name="kind" value="give"<?cs if:Page.Give ?> checked<?cs /if ?>><span><?cs var:Text.power.given ?></span></label></div></fieldset>
<div class="pair"><?cs call:select_input(Form.who, "who", Text.power.absent, "", "1") ?><?cs call:select_input(Form.to, "to", Text.power.to, "", "") ?></div><?cs else ?><input type="hidden" name="kind" value="leave"><?cs call:select_input(Form.who, "who", Text.power.absent, "", "1") ?><?cs /if ?>
<div class="pair"><?cs call:text_input(Form.from, "from", "datetime-local", Text.power.from, "", "off", "", "1") ?><?cs call:text_input(Form.until, "until", "datetime-local", Text.power.until, "", "off", "", "1") ?></div>
<?cs call:text_input(Form.reason, "reason", "text", Text.power.reason, Text.power.reason_hint, "off", "200", "1") ?>
<button class="primary"><?cs var:Text.power.enter_go ?></button></form></details><?cs /if ?>
<section class="card"><h2><?cs var:Text.power.log ?></h2><?cs if:Page.Log.0.Id ?><div class="stack"><?cs each:x = Page.Log ?><?cs call:absence(x) ?><?cs /each ?></div><?cs else ?><p class="soft"><?cs var:Text.power.log_none ?></p><?cs /if ?></section>
</div>
</div>
<?cs call:desk_bottom() ?>
