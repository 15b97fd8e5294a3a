<?cs #
  GET and POST /desk/admin/edit  a change is written down: fields csrf, thing, op, id, of, from, note, f0 … f12.
  Page.Thing .Op .Key .OfKey as sent     Page.Back     Page.Lead     Page.Second  who will have to confirm
  Page.Fields.N.Name .Label .Help .Kind (line, text, prose, days, shape, secret, select, date, time, fixed) .Value .Shown .Max .Need .Error .Options.K
  Page.Facts.N  where nothing is typed (end, first password)     Page.Point.Lat .Lon  the fields of a point to be drawn     Page.Map  1: one is
  Page.Dated  1: a first day may be given
  Form.from, Form.note .Value .Error     Page.Errors.N
?><?cs include:"layout.cs" ?><?cs include:"desk/admin_parts.cs" ?><?cs
def:draw_map(kind, one, two) ?><div class="map tall" data-map data-draw="<?cs var:kind ?>" data-field="<?cs var:one ?>" data-second="<?cs var:two ?>" data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" data-corner="<?cs var:Text.admin.corner ?>" data-middle="<?cs var:Text.admin.middle ?>" data-pin="<?cs var:Text.map.pin ?>" role="group" aria-label="<?cs var:Text.map.label ?>" hidden></div><p class="row acts" data-draw-tools hidden><button type="button" class="small" data-draw-undo><?cs call:icon("undo") ?><?cs var:Text.admin.undo ?></button><span class="small soft"><?cs if:kind == "shape" ?><?cs var:Text.admin.draw_shape ?><?cs else ?><?cs var:Text.admin.draw_point ?><?cs /if ?></span></p><?cs /def ?><?cs
def:admin_field(f) ?><?cs
if:f.Kind == "fixed" ?><div class="field"><span class="label"><?cs var:f.Label ?></span><br><b><?cs var:f.Shown ?></b></div><?cs
elif:f.Kind == "select" ?><?cs call:select_input(f, f.Name, f.Label, f.Help, f.Need) ?><?cs
elif:f.Kind == "text" ?><?cs call:text_area(f, f.Name, f.Label, f.Help, f.Max, f.Need) ?><?cs
elif:f.Kind == "days" || f.Kind == "prose" ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><label for="<?cs var:f.Name ?>"><?cs var:f.Label ?></label><?cs call:hint_line(f.Name, f.Help) ?><?cs call:error_line(f.Name, f.Error) ?><textarea<?cs if:f.Kind == "days" ?> class="code"<?cs /if ?> id="<?cs var:f.Name ?>" name="<?cs var:f.Name ?>" rows="14" required<?cs call:described(f, f.Name, f.Help) ?>><?cs var:f.Value ?></textarea></div><?cs
elif:f.Kind == "shape" ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><label for="<?cs var:f.Name ?>"><?cs var:f.Label ?></label><?cs call:hint_line(f.Name, f.Help) ?><?cs call:error_line(f.Name, f.Error) ?><?cs call:draw_map("shape", f.Name, "") ?><textarea class="code" id="<?cs var:f.Name ?>" name="<?cs var:f.Name ?>" rows="8" required<?cs call:described(f, f.Name, f.Help) ?>><?cs var:f.Value ?></textarea></div><?cs
elif:f.Kind == "secret" ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><label for="<?cs var:f.Name ?>"><?cs var:f.Label ?></label><?cs call:hint_line(f.Name, f.Help) ?><?cs call:error_line(f.Name, f.Error) ?><input id="<?cs var:f.Name ?>" name="<?cs var:f.Name ?>" type="password" maxlength="200" autocomplete="new-password"<?cs call:described(f, f.Name, f.Help) ?>></div><?cs
elif:f.Kind == "date" ?><?cs call:text_input(f, f.Name, "date", f.Label, f.Help, "off", "", f.Need) ?><?cs
else ?><?cs call:text_input(f, f.Name, "text", f.Label, f.Help, "off", f.Max, f.Need) ?><?cs /if ?><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page narrow-wide stack">
<p class="small"><a href="<?cs var:Page.Back ?>"><?cs call:icon("left") ?><?cs var:Text.admin.back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="soft"><?cs var:Page.Lead ?></p><?cs if:Page.Second ?><p class="soft"><?cs var:Page.Second ?></p><?cs /if ?>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form class="card" action="/desk/admin/edit" method="post" data-once><?cs call:csrf() ?>
<input type="hidden" name="thing" value="<?cs var:Page.Thing ?>"><input type="hidden" name="op" value="<?cs var:Page.Op ?>"><input type="hidden" name="id" value="<?cs var:Page.Key ?>"><input type="hidden" name="of" value="<?cs var:Page.OfKey ?>">
<?cs if:Page.Facts.0.Label ?><?cs call:admin_facts(Page.Facts) ?><?cs /if ?>
<?cs each:f = Page.Fields ?><?cs call:admin_field(f) ?><?cs /each ?>
<?cs if:Page.Point.Lat ?><?cs call:draw_map("point", Page.Point.Lat, Page.Point.Lon) ?><?cs /if ?>
<?cs if:Page.Dated ?><?cs call:text_input(Form.from, "from", "date", Text.admin.from, Text.admin.from_hint, "off", "", "") ?><?cs /if ?>
<?cs call:text_input(Form.note, "note", "text", Text.admin.note, Text.admin.note_hint, "off", "400", "1") ?>
<button class="primary wide"><?cs call:icon("eye") ?><?cs var:Text.admin.look ?></button>
</form>
</div>
<?cs if:Page.Map ?><script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script><script src="/js/draw.js?v=<?cs var:Site.Version ?>" defer></script><?cs /if ?><?cs call:desk_bottom() ?>
