<?cs #
  GET /desk/admin/log  what was done to the office's own data, for the audit administrator; the newest first.
  Page.Chain  a sentence, Page.Broken 1: the chain does not hold     Page.Filter.Options.N     Page.Next
  Page.Events.N.Seq .Hash .When .WhenIso .Name .Thing .Op .Row .Change .Who .Role .Tone .Destroyed .Lines.K.Label .Text .Old .New
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.admin.log ?></h1>
<?cs call:flash() ?>
<?cs if:Page.Broken ?><div class="note error" role="alert"><?cs call:icon("alert") ?><div><?cs var:Page.Chain ?></div></div><?cs else ?><div class="note ok"><?cs call:icon("link") ?><div><?cs var:Page.Chain ?></div></div><?cs /if ?>
<form class="filters" action="/desk/admin/log" method="get" data-auto><div><label for="thing"><?cs var:Text.admin.log_thing ?></label><select id="thing" name="thing"><?cs call:option_list(Page.Filter) ?></select></div><div class="go"><button><?cs call:icon("filter") ?><?cs var:Text.queue.filter ?></button></div></form>
<?cs if:Page.Events.0.Seq ?><section class="card"><ol class="line-list"><?cs
each:e = Page.Events ?>
<li class="line"><span class="dot <?cs var:e.Tone ?>"><?cs call:icon("right") ?></span><h2><?cs var:e.Name ?><?cs if:e.Op ?> · <?cs var:e.Op ?><?cs /if ?><?cs if:e.Thing ?> · <?cs var:e.Thing ?><?cs /if ?><?cs if:e.Row ?> <span class="code"><?cs var:e.Row ?></span><?cs /if ?></h2> <time datetime="<?cs var:e.WhenIso ?>"><?cs var:e.When ?></time>
<div class="small soft"><?cs if:e.Who ?><?cs var:e.Who ?> · <?cs /if ?><?cs var:e.Role ?><?cs if:e.Change ?> · <?cs var:Text.admin.change ?> <?cs var:e.Change ?><?cs /if ?></div>
<?cs if:e.Destroyed ?><p class="soft"><?cs var:Text.admin.destroyed ?></p><?cs /if ?><?cs if:e.Lines.0.Text ?><dl class="diff"><?cs each:l = e.Lines ?><div><dt><?cs var:l.Label ?></dt><dd<?cs if:l.Old ?> class="was"<?cs elif:l.New ?> class="now"<?cs /if ?>><?cs if:l.Old ?><del><?cs var:l.Text ?></del><?cs elif:l.New ?><ins><?cs var:l.Text ?></ins><?cs else ?><?cs var:l.Text ?><?cs /if ?></dd></div><?cs /each ?></dl><?cs /if ?>
<div class="small soft code" title="SHA-256"><?cs var:e.Seq ?> · <?cs var:e.Hash ?></div></li><?cs /each ?>
</ol></section>
<?cs if:Page.Next ?><nav class="pager" aria-label="<?cs var:Text.queue.pages ?>"><span></span><span></span><span><a class="btn" rel="next" href="<?cs var:Page.Next ?>"><?cs var:Text.queue.next ?><?cs call:icon("right") ?></a></span></nav><?cs /if ?>
<?cs else ?><div class="card empty"><?cs call:icon("inbox") ?><p><?cs var:Text.admin.no_changes ?></p></div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
