<?cs #
  Small parts that pages put together.  A macro prints what it is given and decides nothing.
  A form field is a node f with .Value and .Error, for select also .Options.N.Value .Label .Selected and
  .Groups.N.Label .Options.K (as optgroups); an Options.0 without .Value ("please choose") makes a required one compulsory in the browser.  A photo is a node with .Url (large; of a recording: itself, with .Audio or .Video) .Thumb .Alt .When .By .Pending (with .Broken: a text, it never comes).
  A due time is a node with .Due (local text) .DueIso (UTC, for scripts) .DueText ("2 hours left") .DueTone (ok, warn, late, idle)
  and .DueRuns (1 while the clock runs: scripts then count .DueText down).
?><?cs
def:icon(id) ?><svg class="i" aria-hidden="true"><use href="/img/icons.svg#<?cs var:id ?>"/></svg><?cs /def ?><?cs

def:colon() ?><?cs if:Page.Lang == "en" ?>: <?cs else ?>：<?cs /if ?><?cs /def ?><?cs

def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf.Token ?>"><?cs /def ?><?cs

def:phone_link() ?><?cs if:Site.Dial ?><a class="nowrap" href="<?cs var:Site.Dial ?>"><?cs var:Site.Phone ?></a><?cs else ?><span class="nowrap"><?cs var:Site.Phone ?></span><?cs /if ?><?cs /def ?><?cs

def:need_mark(need) ?><?cs if:!need ?> <span class="opt"><?cs var:Text.form.optional ?></span><?cs /if ?><?cs /def ?><?cs

def:hint_line(name, hint) ?><?cs if:hint ?><span class="hint" id="<?cs var:name ?>-hint"><?cs var:hint ?></span><?cs /if ?><?cs /def ?><?cs

def:error_line(name, error) ?><?cs if:error ?><p class="error" id="<?cs var:name ?>-error"><?cs call:icon("alert") ?><?cs var:error ?></p><?cs /if ?><?cs /def ?><?cs

def:described(f, name, hint) ?><?cs if:f.Error ?> aria-invalid="true" aria-describedby="<?cs var:name ?>-error<?cs if:hint ?> <?cs var:name ?>-hint<?cs /if ?>"<?cs elif:hint ?> aria-describedby="<?cs var:name ?>-hint"<?cs /if ?><?cs /def ?><?cs

def:text_input(f, name, type, label, hint, auto, max, need) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>">
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:need_mark(need) ?></label>
<?cs call:hint_line(name, hint) ?><?cs call:error_line(name, f.Error) ?><input id="<?cs var:name ?>" name="<?cs var:name ?>" type="<?cs var:type ?>" value="<?cs var:f.Value ?>"<?cs if:auto ?> autocomplete="<?cs var:auto ?>"<?cs /if ?><?cs if:max ?> maxlength="<?cs var:max ?>"<?cs /if ?><?cs if:need ?> required<?cs /if ?><?cs call:described(f, name, hint) ?>>
</div>
<?cs /def ?><?cs

def:text_area(f, name, label, hint, max, need) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>">
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:need_mark(need) ?></label>
<?cs call:hint_line(name, hint) ?><?cs call:error_line(name, f.Error) ?><textarea id="<?cs var:name ?>" name="<?cs var:name ?>" rows="5" data-max="<?cs var:max ?>"<?cs if:need ?> required<?cs /if ?><?cs call:described(f, name, hint) ?>><?cs var:f.Value ?></textarea>
</div>
<?cs /def ?><?cs

def:paper_links() ?><?cs if:Page.Papers.0.Url ?><nav class="row noprint papers-of" aria-label="<?cs var:Text.papers.print ?>"><?cs call:icon("print") ?><?cs each:p = Page.Papers ?><a href="<?cs var:p.Url ?>"><?cs var:p.Name ?></a><?cs /each ?></nav><?cs /if ?><?cs /def ?><?cs

def:letter_link(m) ?><?cs if:m.Letter.Url ?><p class="small noprint"><a href="<?cs var:m.Letter.Url ?>"><?cs call:icon("print") ?> <?cs var:m.Letter.Name ?></a></p><?cs /if ?><?cs /def ?><?cs

def:option_list(f) ?><?cs each:o = f.Options ?><option value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> selected<?cs /if ?>><?cs var:o.Label ?></option><?cs /each ?><?cs
each:g = f.Groups ?><optgroup label="<?cs var:g.Label ?>"><?cs each:o = g.Options ?><option value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> selected<?cs /if ?>><?cs var:o.Label ?></option><?cs /each ?></optgroup><?cs /each ?><?cs /def ?><?cs

def:select_input(f, name, label, hint, need) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>">
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:need_mark(need) ?></label>
<?cs call:hint_line(name, hint) ?><?cs call:error_line(name, f.Error) ?><select id="<?cs var:name ?>" name="<?cs var:name ?>"<?cs if:need && f.Options.0.Label && !f.Options.0.Value ?> required<?cs /if ?><?cs call:described(f, name, hint) ?>><?cs call:option_list(f) ?></select>
</div>
<?cs /def ?><?cs

def:check_input(f, name, label, hint) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><?cs call:error_line(name, f.Error) ?><label class="check"><input type="checkbox" id="<?cs var:name ?>" name="<?cs var:name ?>" value="1"<?cs if:f.Value ?> checked<?cs /if ?><?cs call:described(f, name, "") ?>><span><?cs var:label ?><?cs if:hint ?><span class="hint"><?cs var:hint ?></span><?cs /if ?></span></label></div>
<?cs /def ?><?cs

def:photo_input(f, name, label, hint, capture) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>" data-photos>
<label for="<?cs var:name ?>"><?cs call:icon("camera") ?> <span><?cs var:label ?></span></label>
<?cs call:hint_line(name, hint) ?><?cs call:error_line(name, f.Error) ?><input id="<?cs var:name ?>" name="<?cs var:name ?>" type="file" multiple accept="image/jpeg,image/png,image/webp,image/heic,image/heif"<?cs if:capture ?> capture="environment"<?cs /if ?> data-preview<?cs call:described(f, name, hint) ?>>
<ul class="photo-list" hidden></ul>
</div>
<?cs /def ?><?cs

def:error_summary() ?><?cs if:Page.Errors.0.Text ?><div class="note error flash" role="alert"><?cs call:icon("alert") ?><div><b><?cs var:Text.form.errors ?></b><ul><?cs
each:e = Page.Errors ?><li><?cs if:e.Field ?><a href="#<?cs var:e.Field ?>"><?cs if:e.Label ?><?cs var:e.Label ?><?cs call:colon() ?><?cs /if ?><?cs var:e.Text ?></a><?cs else ?><?cs var:e.Text ?><?cs /if ?></li><?cs
/each ?></ul></div></div><?cs
elif:Form.Error ?><div class="note error flash" role="alert"><?cs call:icon("alert") ?><div><?cs var:Form.Error ?></div></div><?cs /if ?><?cs /def ?><?cs

def:tone_icon(tone) ?><?cs if:tone == "ok" ?><?cs call:icon("check") ?><?cs elif:tone == "late" ?><?cs call:icon("alert") ?><?cs elif:tone == "warn" ?><?cs call:icon("clock") ?><?cs elif:tone == "info" ?><?cs call:icon("right") ?><?cs /if ?><?cs /def ?><?cs

def:tag(tone, sign, text) ?><span class="tag <?cs var:tone ?>"><?cs if:sign ?><?cs call:icon(sign) ?><?cs else ?><?cs call:tone_icon(tone) ?><?cs /if ?><?cs var:text ?></span><?cs /def ?><?cs

def:flag_tags(list) ?><?cs each:g = list ?> <?cs call:tag(g.Tone, g.Icon, g.Label) ?><?cs /each ?><?cs /def ?><?cs

def:due(d) ?><?cs if:d.Due ?><time datetime="<?cs var:d.DueIso ?>" class="num"><?cs var:d.Due ?></time><?cs if:d.DueText ?> <span class="tag <?cs var:d.DueTone ?>"><?cs call:tone_icon(d.DueTone) ?><span<?cs if:d.DueRuns ?> data-due="<?cs var:d.DueIso ?>"<?cs /if ?>><?cs var:d.DueText ?></span></span><?cs /if ?><?cs /if ?><?cs /def ?><?cs

def:photo(p) ?><li><figure class="shot"><?cs if:p.Audio ?><audio controls preload="none" src="<?cs var:p.Url ?>" aria-label="<?cs var:p.Alt ?>"></audio><?cs elif:p.Video ?><video controls playsinline preload="metadata" src="<?cs var:p.Url ?>" aria-label="<?cs var:p.Alt ?>" width="320" height="240"></video><?cs elif:p.Pending ?><div class="pending"><?cs if:p.Broken ?><?cs var:p.Broken ?><?cs else ?><?cs var:Text.photo.pending ?><?cs /if ?></div><?cs else ?><a href="<?cs var:p.Url ?>"><img src="<?cs var:p.Thumb ?>" alt="<?cs var:p.Alt ?>" loading="lazy" width="320" height="240"></a><?cs /if ?><?cs
if:p.When || p.By ?><figcaption><?cs var:p.When ?> <?cs var:p.By ?></figcaption><?cs /if ?></figure></li><?cs /def ?><?cs

def:photo_list(list) ?><ul class="shots"><?cs each:p = list ?><?cs call:photo(p) ?><?cs /each ?></ul><?cs /def ?><?cs

def:outlook(p) ?><p><?cs var:p.Seen ?></p><?cs if:p.Limit ?><p><?cs var:p.Limit ?></p><?cs /if ?><?cs /def ?><?cs

def:before_after(before, after) ?><div class="beside"><?cs if:before.0.Thumb || before.0.Pending || before.0.Url ?><div><h3><?cs var:Text.photo.before ?></h3><?cs call:photo_list(before) ?></div><?cs /if ?><div><h3><?cs var:Text.photo.after ?></h3><?cs call:photo_list(after) ?></div></div><?cs /def ?><?cs

def:coverage() ?><?cs if:Page.Coverage.0.Name ?><div class="cover"><table><thead><tr><th scope="col"><?cs var:Text.patrol.grid ?></th><th scope="col" class="num"><?cs var:Text.patrol.cells ?></th><th scope="col" class="num"><?cs var:Text.patrol.walked ?></th><th scope="col"><?cs var:Text.patrol.share ?></th></tr></thead><tbody><?cs each:c = Page.Coverage ?><tr><td><?cs var:c.Name ?></td><td class="num"><?cs var:c.Cells ?></td><td class="num"><?cs var:c.Walked ?></td><td><progress max="100" value="<?cs var:c.Percent ?>" aria-label="<?cs var:c.Name ?>"></progress> <span class="num"><?cs var:c.Percent ?>%</span></td></tr><?cs /each ?></tbody></table></div><?cs else ?><p class="soft"><?cs var:Text.patrol.no_coverage ?></p><?cs /if ?><?cs /def ?><?cs

def:map_show(lat, lon) ?><div class="map low noprint" data-map data-lat="<?cs var:lat ?>" data-lon="<?cs var:lon ?>" data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" role="group" aria-label="<?cs var:Text.map.label ?>"></div><?cs /def ?><?cs

def:map_pick() ?><div class="map" data-map data-pick hidden data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" data-pin="<?cs var:Text.map.pin ?>" role="group" aria-label="<?cs var:Text.map.label ?>"></div><?cs /def ?><?cs

def:place_fields(address_hint) ?><?cs call:text_input(Form.address, "address", "text", Text.place.address, address_hint, "", "200", "") ?>
<div class="places"><button type="button" data-locate hidden data-wait="<?cs var:Text.place.locating ?>" data-done="<?cs var:Text.place.located ?>" data-fail="<?cs var:Text.place.failed ?>"><?cs call:icon("locate") ?><span><?cs var:Text.place.locate ?></span></button><span class="small soft" data-locate-state role="status"></span></div>
<?cs call:map_pick() ?>
<details class="fold noprint" data-coords<?cs if:Form.lat.Error || Form.lon.Error ?> open<?cs /if ?>><summary><?cs call:icon("pin") ?><span><?cs var:Text.place.coords ?><?cs call:need_mark("") ?></span></summary><div class="pair">
<?cs call:text_input(Form.lat, "lat", "text", Text.place.lat, "", "off", "12", "") ?>
<?cs call:text_input(Form.lon, "lon", "text", Text.place.lon, "", "off", "12", "") ?>
</div></details><?cs /def ?><?cs

def:photo_words() ?><div hidden data-photo-words data-brush="/js/brush.js?v=<?cs var:Site.Version ?>" data-t-here="<?cs var:Text.photo.here ?>" data-t-use="<?cs var:Text.photo.use ?>" data-t-used="<?cs var:Text.photo.used ?>" data-t-leave="<?cs var:Text.photo.leave ?>" data-t-brush="<?cs var:Text.photo.brush ?>" data-t-how="<?cs var:Text.photo.how ?>" data-t-canvas="<?cs var:Text.photo.canvas ?>" data-t-count="<?cs var:Text.photo.count ?>" data-t-done="<?cs var:Text.photo.done ?>" data-t-undo="<?cs var:Text.photo.undo ?>" data-t-cancel="<?cs var:Text.photo.cancel ?>" data-t-broken="<?cs var:Text.photo.broken ?>"></div><?cs /def ?><?cs

def:privacy_kept() ?><?cs if:Page.Privacy.Url ?><p class="small soft"><a href="<?cs var:Page.Privacy.Url ?>"><?cs var:Page.Privacy.Label ?></a></p><?cs /if ?><?cs /def ?><?cs

def:doubt_fields() ?><input type="hidden" name="ticket" value="<?cs var:Page.Form.Ticket ?>"><input type="hidden" name="proof" value="">
<div class="sr" aria-hidden="true"><label><?cs var:Text.report.trap ?><input name="website" tabindex="-1" autocomplete="off"></label></div><?cs if:Page.Form.TooMany ?>
<p class="note warn" role="alert"><?cs call:icon("clock") ?><span><?cs var:Text.report.too_many ?><?cs if:Site.Phone ?> <?cs call:phone_link() ?><?cs /if ?></span></p><?cs /if ?><?cs /def ?><?cs

def:way_choice(value, label, text) ?><label class="choice"><input type="radio" name="way" id="<?cs var:value ?>" value="<?cs var:value ?>"<?cs if:Form.way.Value == value ?> checked<?cs /if ?>><span><?cs var:label ?><span class="hint"><?cs var:text ?></span></span></label>
<?cs /def ?><?cs

def:contact_names() ?><div class="pair">
<?cs call:text_input(Form.contact_name, "contact_name", "text", Text.contact.name, "", "name", "60", "") ?>
<?cs call:text_input(Form.contact_phone, "contact_phone", "tel", Text.contact.phone, "", "tel", "30", "") ?>
</div>
<?cs call:text_input(Form.contact_email, "contact_email", "email", Text.contact.email, "", "email", "120", "") ?><?cs /def ?><?cs

def:contact_fields() ?><?cs call:contact_names() ?>
<?cs call:check_input(Form.confidential, "confidential", Text.contact.confidential, Text.contact.confidential_hint) ?><?cs /def ?><?cs

def:carried() ?><?cs each:c = Page.Carry ?><input type="hidden" name="<?cs var:c.Name ?>" value="<?cs var:c.Value ?>"><?cs /each ?><?cs /def ?><?cs

def:dial_link(a) ?><?cs if:a.Phone ?><p><a class="btn calm" href="<?cs var:a.Dial ?>"><?cs call:icon("phone") ?><?cs var:a.Call ?></a></p><?cs /if ?><?cs /def ?><?cs

def:back_button() ?><button class="bare wide" name="find" value="form" formaction="/report/find" formnovalidate><?cs call:icon("left") ?><?cs var:Text.ask.back ?></button><?cs /def ?><?cs

def:action_id(a, f) ?><?cs var:a.Code ?>-<?cs var:f.Name ?><?cs /def ?><?cs

def:action_describe(a, f) ?><?cs if:f.Error ?> aria-invalid="true" aria-describedby="<?cs call:action_id(a, f) ?>-error"<?cs elif:f.Help ?> aria-describedby="<?cs call:action_id(a, f) ?>-hint"<?cs /if ?><?cs /def ?><?cs

def:action_label(a, f) ?><label for="<?cs call:action_id(a, f) ?>"><?cs if:f.Kind == "photos" ?><?cs call:icon("camera") ?> <?cs /if ?><span><?cs var:f.Label ?><?cs call:need_mark(f.Required) ?></span></label><?cs /def ?><?cs

def:action_head(a, f) ?><?cs if:f.Help ?><span class="hint" id="<?cs call:action_id(a, f) ?>-hint"><?cs var:f.Help ?></span><?cs /if ?><?cs if:f.Error ?><p class="error" id="<?cs call:action_id(a, f) ?>-error"><?cs call:icon("alert") ?><?cs var:f.Error ?></p><?cs /if ?><?cs /def ?><?cs

def:action_choices(a, f, shape) ?><fieldset class="field<?cs if:f.Error ?> bad<?cs /if ?>" id="<?cs call:action_id(a, f) ?>"><legend><?cs var:f.Label ?><?cs call:need_mark(f.Required) ?></legend>
<?cs call:action_head(a, f) ?><div class="<?cs var:shape ?>"><?cs each:o = f.Options ?><label class="choice"><input type="radio" name="<?cs var:f.Name ?>" value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> checked<?cs /if ?><?cs if:f.Required ?> required<?cs /if ?>><span><?cs var:o.Label ?><?cs if:o.Help ?><span class="hint"><?cs var:o.Help ?></span><?cs /if ?></span></label><?cs /each ?></div></fieldset>
<?cs /def ?><?cs

def:action_checks(a, f) ?><fieldset class="field<?cs if:f.Error ?> bad<?cs /if ?>" id="<?cs call:action_id(a, f) ?>"><legend><?cs var:f.Label ?><?cs call:need_mark(f.Required) ?></legend>
<?cs call:action_head(a, f) ?><div class="choices column"><?cs each:o = f.Options ?><label class="check"><input type="checkbox" name="<?cs var:f.Name ?>" value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> checked<?cs /if ?>><span><?cs var:o.Label ?></span></label><?cs /each ?></div></fieldset>
<?cs /def ?><?cs

def:action_point(a, f) ?><fieldset class="field<?cs if:f.Error ?> bad<?cs /if ?>" id="<?cs call:action_id(a, f) ?>" data-point<?cs if:f.Required ?> data-required<?cs /if ?>><legend><?cs var:f.Label ?><?cs call:need_mark(f.Required) ?></legend>
<?cs call:action_head(a, f) ?><div class="here"><button type="button" class="calm" data-locate hidden data-wait="<?cs var:Text.place.locating ?>" data-done="<?cs var:Text.place.located ?>" data-fail="<?cs var:Text.place.failed ?>"><?cs call:icon("locate") ?><span><?cs var:Text.place.locate ?></span></button><span class="small soft" data-locate-state role="status"></span></div>
<div class="pair"><label><?cs var:Text.place.lat ?><input name="lat" inputmode="decimal" maxlength="12" value="<?cs var:f.Lat ?>" autocomplete="off"></label><label><?cs var:Text.place.lon ?><input name="lon" inputmode="decimal" maxlength="12" value="<?cs var:f.Lon ?>" autocomplete="off"></label></div></fieldset>
<?cs /def ?><?cs

def:recorder(f) ?><div class="record" data-recorder hidden data-t-stop="<?cs var:Text.record.stop ?>" data-t-left="<?cs var:Text.record.left ?>" data-t-refused="<?cs var:Text.record.refused ?>" data-t-remove="<?cs var:Text.record.remove ?>"><button type="button" data-record="audio"><?cs call:icon("mic") ?><span><?cs var:Text.record.audio ?></span></button><button type="button" data-record="video"><?cs call:icon("film") ?><span><?cs var:Text.record.video ?></span></button><video muted playsinline hidden aria-hidden="true"></video><span class="small soft" role="status"></span></div><?cs /def ?><?cs

def:media_input(f, name, label, hint) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>" data-media><label for="<?cs var:name ?>"><?cs var:label ?><?cs call:need_mark("") ?></label>
<?cs call:hint_line(name, hint) ?><?cs call:error_line(name, f.Error) ?><?cs call:recorder(f) ?><input id="<?cs var:name ?>" name="<?cs var:name ?>" type="file" multiple accept="audio/*,video/*"<?cs call:described(f, name, hint) ?>><ul class="photo-list" hidden></ul></div>
<?cs /def ?><?cs

def:action_field(a, f) ?><?cs
if:f.Kind == "hidden" ?><input type="hidden" name="<?cs var:f.Name ?>" value="<?cs var:f.Value ?>"><?cs
elif:f.Kind == "radio" ?><?cs call:action_choices(a, f, "choices") ?><?cs
elif:f.Kind == "condition" ?><?cs call:action_choices(a, f, "choices column") ?><?cs
elif:f.Kind == "judgment" ?><?cs call:action_choices(a, f, "yesno") ?><?cs
elif:f.Kind == "media" ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>" data-media><?cs call:action_label(a, f) ?><?cs call:action_head(a, f) ?><?cs call:recorder(f) ?><input id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" type="file" multiple accept="audio/*,video/*"<?cs call:action_describe(a, f) ?>><ul class="photo-list" hidden></ul></div><?cs
elif:f.Kind == "point" ?><?cs call:action_point(a, f) ?><?cs
elif:f.Kind == "checks" ?><?cs call:action_checks(a, f) ?><?cs
elif:f.Kind == "checkbox" ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"><?cs call:action_head(a, f) ?><label class="check"><input type="checkbox" id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" value="1"<?cs if:f.Value ?> checked<?cs /if ?>><span><?cs var:f.Label ?></span></label></div><?cs
else ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>"<?cs if:f.Kind == "photos" ?> data-photos<?cs /if ?>><?cs call:action_label(a, f) ?>
<?cs call:action_head(a, f) ?><?cs
if:f.Kind == "text" ?><?cs if:f.Canned.0.Value ?><div class="canned"><label for="<?cs call:action_id(a, f) ?>-canned"><?cs var:Text.canned.choose ?></label><select id="<?cs call:action_id(a, f) ?>-canned" name="canned" data-canned="<?cs call:action_id(a, f) ?>"><option value=""><?cs var:Text.canned.none ?></option><?cs each:o = f.Canned ?><option value="<?cs var:o.Value ?>"><?cs var:o.Label ?></option><?cs /each ?></select></div><?cs /if ?><textarea id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" rows="4"<?cs if:f.Max ?> data-max="<?cs var:f.Max ?>"<?cs /if ?><?cs if:f.Required && !f.Canned.0.Value ?> required<?cs /if ?><?cs call:action_describe(a, f) ?>><?cs var:f.Value ?></textarea><?cs
elif:f.Kind == "select" || f.Kind == "unit" ?><select id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>"<?cs if:f.Required && f.Options.0.Label && !f.Options.0.Value ?> required<?cs /if ?><?cs call:action_describe(a, f) ?>><?cs call:option_list(f) ?></select><?cs
elif:f.Kind == "photos" ?><input id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" type="file" multiple accept="<?cs if:f.Accept ?><?cs var:f.Accept ?><?cs else ?>image/jpeg,image/png,image/webp,image/heic,image/heif<?cs /if ?>"<?cs if:f.Capture ?> capture="environment"<?cs /if ?><?cs if:f.Required ?> required<?cs /if ?> data-preview<?cs call:action_describe(a, f) ?>><ul class="photo-list" hidden></ul><?cs
elif:f.Kind == "date" ?><input id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" type="date" value="<?cs var:f.Value ?>"<?cs if:f.Required ?> required<?cs /if ?><?cs call:action_describe(a, f) ?>><?cs
elif:f.Kind == "number" ?><input id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" type="number" min="1" max="9999" value="<?cs var:f.Value ?>"<?cs if:f.Required ?> required<?cs /if ?><?cs call:action_describe(a, f) ?>><?cs
else ?><input id="<?cs call:action_id(a, f) ?>" name="<?cs var:f.Name ?>" type="text" value="<?cs var:f.Value ?>"<?cs if:f.Max ?> maxlength="<?cs var:f.Max ?>"<?cs /if ?><?cs if:f.Required ?> required<?cs /if ?><?cs call:action_describe(a, f) ?>><?cs
/if ?></div><?cs /if ?><?cs /def ?><?cs

def:action_hidden(a) ?><?cs call:csrf() ?><input type="hidden" name="action" value="<?cs var:a.Code ?>"><input type="hidden" name="id" value="<?cs var:Page.Act.Id ?>"><input type="hidden" name="version" value="<?cs var:Page.Act.Version ?>"><input type="hidden" name="key" value="<?cs var:Page.Act.Key ?>"><?cs if:Page.Act.In ?><input type="hidden" name="in" value="<?cs var:Page.Act.In ?>"><?cs /if ?><?cs /def ?><?cs

def:action_form(a) ?><form action="<?cs var:Page.Act.Url ?>" method="post" enctype="multipart/form-data" data-once><?cs call:action_hidden(a) ?>
<?cs if:a.Warn ?><div class="note warn" role="note"><?cs call:icon("alert") ?><div><?cs var:a.Warn ?></div></div><?cs /if ?><?cs if:a.Help ?><p class="small soft"><?cs var:a.Help ?></p><?cs /if ?><?cs each:f = a.Fields ?><?cs call:action_field(a, f) ?><?cs /each ?>
<button class="wide<?cs if:a.Primary ?> primary<?cs /if ?>"><?cs var:a.Label ?></button></form><?cs /def ?><?cs

def:action_list(list) ?><?cs each:a = list ?><?cs
if:a.Fields.0.Name || a.Help ?><details class="act<?cs if:a.Primary ?> first<?cs /if ?>" id="act-<?cs var:a.Code ?>"<?cs if:a.Open ?> open<?cs /if ?>><summary><?cs if:a.Icon ?><?cs call:icon(a.Icon) ?><?cs /if ?><?cs var:a.Label ?></summary><?cs call:action_form(a) ?></details><?cs
else ?><div class="act plain" id="act-<?cs var:a.Code ?>"><?cs call:action_form(a) ?></div><?cs /if ?><?cs /each ?><?cs /def ?><?cs

def:event_line(v) ?><li class="line"><span class="dot <?cs if:v.Late ?>late<?cs else ?><?cs var:v.Tone ?><?cs /if ?>"><?cs if:v.Icon ?><?cs call:icon(v.Icon) ?><?cs else ?><?cs call:icon("right") ?><?cs /if ?></span>
<h3><?cs var:v.Name ?></h3><?cs if:v.Late ?> <?cs call:tag("late", "alert", v.Late) ?><?cs /if ?> <?cs if:v.Past ?><a class="calm" href="<?cs var:v.Past ?>" title="<?cs var:Text.case.past_then ?>"><time datetime="<?cs var:v.WhenIso ?>"><?cs var:v.When ?></time></a><?cs else ?><time datetime="<?cs var:v.WhenIso ?>"><?cs var:v.When ?></time><?cs /if ?><?cs if:v.Written ?> <span class="small soft"><?cs call:icon("edit") ?> <?cs var:Text.case.written ?> <?cs var:v.Written ?></span><?cs /if ?>
<?cs if:v.Who ?><div class="small soft"><?cs var:v.Who ?><?cs if:v.Role && v.Role != v.Who ?> · <?cs var:v.Role ?><?cs /if ?><?cs if:v.Unit ?> · <?cs var:v.Unit ?><?cs /if ?></div><?cs /if ?><?cs
if:v.From || v.To ?><div class="small soft"><?cs var:v.From ?> → <?cs var:v.To ?></div><?cs /if ?><?cs
if:v.Text.0 ?><div class="said"><?cs each:t = v.Text ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /if ?><?cs
if:v.Notes.0.Label ?><dl class="notes"><?cs each:n = v.Notes ?><div><dt><?cs var:n.Label ?></dt><dd><?cs var:n.Value ?></dd></div><?cs /each ?></dl><?cs /if ?><?cs
if:v.Photos.0.Thumb ?><?cs call:photo_list(v.Photos) ?><?cs /if ?><?cs
if:v.Hash ?><div class="small soft code" title="SHA-256"><?cs var:v.Seq ?> · <?cs var:v.Hash ?></div><?cs /if ?></li>
<?cs /def ?><?cs

def:case_rows(list) ?><table><thead><tr><th scope="col"><?cs var:Text.queue.case ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.queue.due ?></th></tr></thead><tbody><?cs
each:r = list ?><tr><td><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Title ?></a><?cs call:flag_tags(r.Flags) ?><small><?cs var:r.Place ?></small><small class="ref"><?cs var:r.Number ?></small></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /each ?></tbody></table><?cs /def ?>
