<?cs #
  GET and POST /desk/admin/change  one change on its way: fields csrf, id, step (hand_in, withdraw, confirm, refuse), why.
  Page.Change  .Number .Thing .Op .Note .From .State .Tone .When .Who .Second     Page.DecidedAt, Page.Decision
  Page.Diff.N.Label .Old.K.Text .New.K.Text     Page.Touches  a sentence, Page.TouchedUrl  which they are     Page.Map  may be absent: where it lies     Page.RowUrl, Page.Facts.N  the row as it is
  Page.File  what a file does, as admin_parts.cs has it     Page.May.HandIn .Withdraw .Decide     Page.AboutSelf, Page.OwnWaits  1: why he may not decide
  Page.Password  a first password, this once     Form.why .Value .Error
?><?cs include:"layout.cs" ?><?cs include:"desk/admin_parts.cs" ?><?cs
def:step_head(step) ?><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Change.Number ?>"><input type="hidden" name="step" value="<?cs var:step ?>"><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page narrow-wide stack">
<p class="small"><a href="/desk/admin/changes"><?cs call:icon("left") ?><?cs var:Text.admin.changes ?></a><?cs if:Page.RowUrl ?> · <a href="<?cs var:Page.RowUrl ?>"><?cs var:Text.admin.the_row ?></a><?cs /if ?></p>
<div class="title"><h1><?cs var:Page.Change.Op ?> · <?cs var:Page.Change.Thing ?></h1><?cs call:tag(Page.Change.Tone, "", Page.Change.State) ?></div>
<?cs call:flash() ?><?cs call:error_summary() ?>
<?cs if:Page.Password ?><div class="note ok flash" role="status"><?cs call:icon("lock") ?><div><?cs var:Text.admin.password_once ?><p class="big-no code"><?cs var:Page.Password ?></p></div></div><?cs /if ?>
<section class="card stack"><h2><?cs var:Text.admin.what ?></h2>
<?cs if:Page.Diff.0.Label ?><dl class="diff"><?cs each:d = Page.Diff ?><div><dt><?cs var:d.Label ?></dt><?cs each:o = d.Old ?><dd class="was"><span class="sr"><?cs var:Text.admin.was ?></span><del><?cs var:o.Text ?></del></dd><?cs /each ?><?cs each:n = d.New ?><dd class="now"><span class="sr"><?cs var:Text.admin.now ?></span><ins><?cs var:n.Text ?></ins></dd><?cs /each ?></div><?cs /each ?></dl><?cs elif:Page.File.Groups.0.Title ?><?cs call:admin_file(Page.File) ?><?cs else ?><?cs call:admin_facts(Page.Facts) ?><?cs /if ?>
<dl class="facts"><div><dt><?cs var:Text.admin.from ?></dt><dd class="num"><?cs var:Page.Change.From ?></dd></div><div><dt><?cs var:Text.admin.asked ?></dt><dd><?cs var:Page.Change.Who ?> · <?cs var:Page.Change.When ?></dd></div><?cs if:Page.Change.Second ?><div><dt><?cs var:Text.admin.decided ?></dt><dd><?cs var:Page.Change.Second ?> · <?cs var:Page.DecidedAt ?></dd></div><?cs /if ?><div class="span"><dt><?cs var:Text.admin.note ?></dt><dd><?cs var:Page.Change.Note ?></dd></div><?cs if:Page.Decision ?><div class="span"><dt><?cs var:Text.admin.why ?></dt><dd><?cs var:Page.Decision ?></dd></div><?cs /if ?></dl>
<?cs if:Page.Map ?><div class="map tall noprint" data-map data-geo="<?cs var:Page.Map ?>" data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" role="group" aria-label="<?cs var:Text.map.label ?>" hidden></div><?cs /if ?>
<div class="note info"><?cs call:icon("info") ?><div><?cs var:Page.Touches ?><?cs if:Page.TouchedUrl ?> <a href="<?cs var:Page.TouchedUrl ?>"><?cs var:Text.admin.touched_see ?></a><?cs /if ?></div></div></section>
<?cs if:Page.AboutSelf ?><div class="note warn"><?cs call:icon("info") ?><div><?cs var:Text.admin.about_self ?></div></div><?cs elif:Page.OwnWaits ?><div class="note info"><?cs call:icon("clock") ?><div><?cs var:Text.admin.own_waits ?></div></div><?cs /if ?>
<?cs if:Page.May.HandIn ?><section class="card"><form action="/desk/admin/change" method="post" data-once><?cs call:step_head("hand_in") ?><button class="primary wide"><?cs call:icon("send") ?><?cs var:Text.admin.hand_in ?></button></form></section><?cs /if ?>
<?cs if:Page.May.Decide ?><section class="card stack"><h2><?cs var:Text.admin.decide ?></h2><form action="/desk/admin/change" method="post" data-once><?cs call:step_head("confirm") ?><button class="primary wide"><?cs call:icon("check") ?><?cs var:Text.admin.confirm ?></button></form>
<form action="/desk/admin/change" method="post" data-once><?cs call:step_head("refuse") ?><?cs call:text_input(Form.why, "why", "text", Text.admin.why, Text.admin.why_hint, "off", "400", "1") ?><button class="wide"><?cs call:icon("no") ?><?cs var:Text.admin.refuse ?></button></form></section><?cs /if ?>
<?cs if:Page.May.Withdraw ?><form action="/desk/admin/change" method="post" data-once><?cs call:step_head("withdraw") ?><button><?cs call:icon("undo") ?><?cs var:Text.admin.withdraw ?></button></form><?cs /if ?>
</div>
<?cs if:Page.Map ?><script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script><?cs /if ?><?cs call:desk_bottom() ?>
