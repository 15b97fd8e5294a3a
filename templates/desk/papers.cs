<?cs #
  GET /desk/papers?kind=…&<argument>=…, and POST /desk/papers shown again: papers asked for, the newest first, and the form.
  Page.Groups.N.Label .Kinds.K.Name .Url .Here (1: chosen)
  Page.Form.Kind .Name .Help .Confirm (1: asks once more) .English (1: in English)
  Page.Form.Fields.N.Name .Label .Hint .Type .Value .Error .Required .Max (characters, of a text) .Select (1) .Options.K     Form.confirm  .Error     Page.Errors.N
  Page.Latest.Url .When .Who .Size .HashShort  the same paper as it was made before
  Page.Jobs.N.Id .Name .About .Lang .Who .When .State .Tone .Live (1: waits or runs) .Done .Total .Url .Size .Hash .HashShort
    .Why .Said (what the program said) .Again (a kind: can be asked for again) .In .Fields.K.Name .Value
  Page.Live  1: something waits or runs     Page.Next  address of older ones
?><?cs include:"layout.cs" ?><?cs
def:paper_state(j) ?><span class="tag <?cs var:j.Tone ?>"><?cs call:tone_icon(j.Tone) ?><?cs var:j.State ?></span><?cs if:j.Total ?><progress max="<?cs var:j.Total ?>" value="<?cs var:j.Done ?>" aria-label="<?cs var:j.Name ?> <?cs var:j.About ?>"></progress><small class="num"><?cs var:j.Done ?> / <?cs var:j.Total ?></small><?cs /if ?><?cs if:j.Why ?><small><?cs var:j.Why ?></small><?cs if:j.Said ?><details class="said"><summary><?cs var:Text.papers.said ?></summary><span lang="en"><?cs var:j.Said ?></span></details><?cs /if ?><?cs /if ?><?cs /def ?><?cs
def:paper_file(j) ?><?cs if:j.Url ?><a class="btn small" href="<?cs var:j.Url ?>"><?cs call:icon("download") ?><?cs var:Text.papers.open ?><span class="sr"> <?cs var:j.Name ?> <?cs var:j.About ?></span></a><small class="num"><?cs var:j.Size ?> · <span class="code" title="SHA-256 <?cs var:j.Hash ?>"><?cs var:j.HashShort ?></span></small><?cs
elif:j.Again ?><form action="/desk/papers" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="kind" value="<?cs var:j.Again ?>"><input type="hidden" name="in" value="<?cs var:j.In ?>"><?cs each:f = j.Fields ?><input type="hidden" name="<?cs var:f.Name ?>" value="<?cs var:f.Value ?>"><?cs /each ?><button class="small"><?cs call:icon("redo") ?><?cs var:Text.papers.again ?><span class="sr"> <?cs var:j.Name ?> <?cs var:j.About ?></span></button></form><?cs /if ?><?cs /def ?><?cs
def:paper_form() ?><section class="card papers-form" id="new"><h2><?cs var:Page.Form.Name ?></h2><p class="soft"><?cs var:Page.Form.Help ?></p>
<?cs if:Page.Latest.Url ?><div class="note info"><?cs call:icon("info") ?><div><b><?cs var:Text.papers.latest ?></b> <?cs var:Page.Latest.When ?> · <?cs var:Page.Latest.Who ?><p><a class="btn small" href="<?cs var:Page.Latest.Url ?>"><?cs call:icon("download") ?><?cs var:Text.papers.open ?></a> <span class="small soft num"><?cs var:Page.Latest.Size ?></span></p><p class="small soft"><?cs var:Text.papers.latest_hint ?></p></div></div><?cs /if ?>
<form action="/desk/papers" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="kind" value="<?cs var:Page.Form.Kind ?>">
<?cs each:f = Page.Form.Fields ?><?cs if:f.Select ?><?cs call:select_input(f, f.Name, f.Label, f.Hint, f.Required) ?><?cs else ?><?cs call:text_input(f, f.Name, f.Type, f.Label, f.Hint, "off", f.Max, f.Required) ?><?cs /if ?><?cs /each ?>
<fieldset class="field"><legend><?cs var:Text.papers.in ?></legend><div class="choices"><label class="choice"><input type="radio" name="in" value="zh"<?cs if:!Page.Form.English ?> checked<?cs /if ?>><span><?cs var:Text.papers.lang.zh ?></span></label><label class="choice"><input type="radio" name="in" value="en"<?cs if:Page.Form.English ?> checked<?cs /if ?>><span><?cs var:Text.papers.lang.en ?></span></label></div></fieldset>
<?cs if:Page.Form.Confirm ?><?cs call:check_input(Form.confirm, "confirm", Text.papers.confirm, "") ?><button class="primary"><?cs call:icon("send") ?><?cs var:Text.papers.publish ?></button><?cs else ?><button class="primary"><?cs call:icon("print") ?><?cs var:Text.papers.ask ?></button><?cs /if ?></form></section><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.papers.page ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?><p class="soft"><?cs var:Text.papers.lead ?></p>
<details class="fold papers-kinds"<?cs if:!Page.Form.Kind ?> open<?cs /if ?>><summary><?cs call:icon("list") ?><?cs var:Text.papers.kinds ?></summary><?cs each:g = Page.Groups ?><nav aria-label="<?cs var:g.Label ?>"><h2><?cs var:g.Label ?></h2><ul><?cs each:k = g.Kinds ?><li><a href="<?cs var:k.Url ?>"<?cs if:k.Here ?> aria-current="true"<?cs /if ?>><?cs var:k.Name ?></a></li><?cs /each ?></ul></nav><?cs /each ?></details>
<?cs if:Page.Form.Kind ?><?cs call:paper_form() ?><?cs /if ?>
<section id="papers" data-live<?cs if:Page.Live ?>="1"<?cs /if ?> data-ready="<?cs var:Text.papers.ready ?>"><h2><?cs var:Text.papers.list ?></h2>
<?cs if:Page.Jobs.0.Id ?><div class="rows scroll papers-list"><table><thead><tr><th scope="col"><?cs var:Text.papers.what ?></th><th scope="col"><?cs var:Text.papers.state ?></th><th scope="col"><?cs var:Text.papers.file ?></th><th scope="col"><?cs var:Text.papers.who ?></th></tr></thead><tbody><?cs
each:j = Page.Jobs ?>
<tr data-job="<?cs var:j.Id ?>"<?cs if:j.Live ?> data-runs<?cs /if ?>><td><b><?cs var:j.Name ?></b><small><?cs var:j.About ?> · <?cs var:j.Lang ?></small></td><td><?cs call:paper_state(j) ?></td><td><?cs call:paper_file(j) ?></td><td><?cs var:j.Who ?><small class="num"><?cs var:j.When ?></small></td></tr><?cs /each ?>
</tbody></table></div><p class="small soft"><?cs var:Text.papers.kept ?></p>
<?cs else ?><div class="card empty"><?cs call:icon("print") ?><p><?cs var:Text.papers.none ?></p></div><?cs /if ?>
<?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?>
</section>
<p class="sr" role="status" id="papers-said"></p>
</div>
<script src="/js/papers.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
