<?cs #
  GET and POST /desk/admin/file?thing=cell  grid cells or components as files: fields csrf, thing, file, layer, leave, from, note.
  Page.Thing, Page.Back     Page.Downloads.N.Label .Url     Page.Columns.N.Name .Label .Need
  Page.May  1: he may send one     Page.Cells  1: cells     Page.Layers.Options.N
  Page.File  what the file that was sent would do, as admin_parts.cs has it     Form.file, .from, .note .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs include:"desk/admin_parts.cs" ?><?cs call:desk_top() ?>
<div class="wrap page narrow-wide stack">
<p class="small"><a href="<?cs var:Page.Back ?>"><?cs call:icon("left") ?><?cs var:Text.admin.back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<?cs if:Page.File.Groups.0.Title || Page.File.Same ?><section class="card stack"><h2><?cs var:Text.file.would ?></h2><?cs call:admin_file(Page.File) ?></section><?cs /if ?>
<section class="card stack"><h2><?cs var:Text.file.out ?></h2><p class="soft"><?cs var:Text.file.out_help ?></p>
<div class="row acts"><?cs each:d = Page.Downloads ?><a class="btn" href="<?cs var:d.Url ?>" download><?cs call:icon("file") ?><?cs var:d.Label ?></a><?cs /each ?></div></section>
<?cs if:Page.May ?><section class="card stack"><h2><?cs var:Text.file.in ?></h2><p class="soft"><?cs var:Text.file.in_help ?></p>
<form action="/desk/admin/file" method="post" enctype="multipart/form-data" data-once><?cs call:csrf() ?><input type="hidden" name="thing" value="<?cs var:Page.Thing ?>">
<div class="field<?cs if:Form.file.Error ?> bad<?cs /if ?>"><label for="file"><?cs var:Text.file.file ?></label><?cs call:hint_line("file", Text.file.file_hint) ?><?cs call:error_line("file", Form.file.Error) ?><input type="file" id="file" name="file" accept=".csv,.json,.geojson,text/csv,application/geo+json" required<?cs call:described(Form.file, "file", Text.file.file_hint) ?>></div>
<?cs if:Page.Cells ?><?cs call:select_input(Page.Layers, "layer", Text.file.layer, Text.file.layer_hint, "") ?><?cs /if ?>
<p><label class="check"><input type="checkbox" name="leave" value="1"> <?cs var:Text.file.leave ?></label></p>
<?cs call:text_input(Form.from, "from", "date", Text.admin.from, Text.admin.from_hint, "off", "", "") ?>
<?cs call:text_input(Form.note, "note", "text", Text.admin.note, Text.admin.note_hint, "off", "400", "1") ?>
<button class="primary wide"><?cs call:icon("eye") ?><?cs var:Text.admin.look ?></button></form>
<details class="fold"><summary><?cs var:Text.file.columns ?></summary><dl class="facts"><?cs each:c = Page.Columns ?><div><dt class="code"><?cs var:c.Name ?></dt><dd><?cs var:c.Label ?><?cs if:c.Need ?> *<?cs /if ?></dd></div><?cs /each ?><?cs if:Page.Cells ?><div><dt class="code">end</dt><dd><?cs var:Text.file.end ?></dd></div><?cs /if ?></dl></details></section><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
