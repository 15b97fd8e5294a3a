<?cs #
  GET and POST /desk/register  a report taken by hand (hotline, window, 12345 …). POST is multipart/form-data.
  Page.Form.Key  one-time key (field key)    Page.Street  1: a supervisor reports what he sees: no sender, no outside number
  Form.source, Form.class  .Options/.Groups, .Error      Form.external_no, Form.external_due (local YYYY-MM-DDTHH:MM) .Value .Error
  Form.description, Form.address, Form.lat, Form.lon, Form.contact_name, Form.contact_phone, Form.contact_email,
  Form.confidential, Form.hazard, Form.verified_above  .Value .Error     Form.photo.Error      Page.Errors.N
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page">
<h1><?cs if:Page.Street ?><?cs var:Text.register.street_title ?><?cs else ?><?cs var:Text.register.title ?><?cs /if ?></h1>
<?cs if:!Page.Street ?><p class="soft"><?cs var:Text.register.lead ?></p><?cs /if ?>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form action="/desk/register" method="post" enctype="multipart/form-data" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<div class="cols"><div class="stack">
<?cs if:Page.Street ?><fieldset class="field"><legend><?cs var:Text.register.what ?></legend><div class="choices"><?cs each:o = Form.source.Options ?><label class="choice"><input type="radio" name="source" value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> checked<?cs /if ?>><span><?cs var:o.Label ?></span></label><?cs /each ?></div></fieldset><?cs else ?><section class="card"><h2><?cs var:Text.register.from ?></h2>
<?cs call:select_input(Form.source, "source", Field.source.Label, "", "1") ?>
<div class="pair"><?cs call:text_input(Form.external_no, "external_no", "text", Field.external_no.Label, Text.register.external_hint, "off", "60", "") ?>
<?cs call:text_input(Form.external_due, "external_due", "datetime-local", Field.external_due.Label, Text.register.external_due_hint, "off", "", "") ?></div>
<?cs call:contact_fields() ?>
</section><?cs /if ?>
<section class="card"><h2><?cs var:Text.register.what ?></h2>
<?cs call:select_input(Form.class, "class", Field.class.Label, "", "1") ?>
<?cs if:Page.Street ?><?cs call:text_area(Form.description, "description", Field.description.Label, "", "2000", "1") ?><?cs else ?><?cs call:text_area(Form.description, "description", Field.description.Label, Text.register.description_hint, "2000", "1") ?><?cs /if ?>
<?cs if:!Page.Street ?><?cs call:check_input(Form.verified_above, "verified_above", Field.verified_above.Label, Text.register.verified_above_hint) ?><?cs /if ?>
<?cs call:check_input(Form.hazard, "hazard", Field.hazard.Label, Text.register.hazard_hint) ?>
</section></div>
<div class="stack"><section class="card"><h2><?cs var:Text.register.where ?></h2><?cs call:place_fields("") ?></section>
<section class="card"><h2><?cs var:Text.register.photos ?></h2><?cs call:photo_input(Form.photo, "photo", Field.photo.Label, "", Page.Street) ?><?cs if:Page.Street ?><?cs call:media_input(Form.media, "media", Field.media.Label, Field.media.Help) ?><?cs /if ?></section>
<button class="primary big wide"><?cs call:icon("check") ?><?cs var:Text.register.go ?></button></div></div>
</form>
</div>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/task.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
