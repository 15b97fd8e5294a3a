<?cs #
  GET /report, and POST /report shown again after an error (status 422).  POST is multipart/form-data.
  Page.Form.Key  the one-time key (field key; also of every photo sent alone)   Page.Form.Fresh  1 on GET: a draft may be put in
  Page.Form.Ticket .ProofBits  for the proof of work (js/pow.js)   Page.Form.TooMany  1: his network has to wait
  Page.Kinds.N.Value .Label .Icon .Selected  about eight frequent classes with a picture each (field class)
  Form.class.Value .Error  .Options, .Groups  the whole list, as optgroups (field class_more: counts when class is empty)
  Form.description, Form.address, Form.lat, Form.lon, Form.contact_name, Form.contact_phone, Form.contact_email,
  Form.confidential  .Value .Error      Form.photo.Error
  Page.Photos.N.Id .Name  photos that already lie under this key
  Page.PhotoMax  how many (6)      Page.PhotoBytes  size limit of one, in bytes      Page.OpenContact  1: unfold the contact
  Page.Errors.N.Field .Label .Text  summary, in the order of the form
  POST /report/photo  (multipart: key, photo)  answers 201 {"id":"…"}; (key, drop=id) removes one, 200 {}; an error 4xx {"error":"text"}
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.report.title ?></h1>
<p class="lead"><?cs var:Text.report.lead ?></p>
<?cs call:error_summary() ?>
<form id="report" action="/report" method="post" enctype="multipart/form-data" data-once data-proof-bits="<?cs var:Page.Form.ProofBits ?>" data-photo-url="/report/photo" data-photo-max="<?cs var:Page.PhotoMax ?>" data-photo-bytes="<?cs var:Page.PhotoBytes ?>"<?cs if:Page.Form.Fresh ?> data-fresh<?cs /if ?> data-t-sending="<?cs var:Text.js.sending ?>" data-t-sent="<?cs var:Text.js.sent ?>" data-t-failed="<?cs var:Text.js.failed ?>" data-t-retry="<?cs var:Text.js.retry ?>" data-t-remove="<?cs var:Text.js.remove ?>" data-t-many="<?cs var:Text.js.many ?>" data-t-large="<?cs var:Text.js.large ?>" data-t-type="<?cs var:Text.js.type ?>" data-t-waiting="<?cs var:Text.js.waiting ?>" data-t-unsent="<?cs var:Text.js.unsent ?>" data-t-draft="<?cs var:Text.js.draft ?>" data-t-forget="<?cs var:Text.js.forget ?>" data-t-count="<?cs var:Text.js.count ?>">
<input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<?cs call:doubt_fields() ?>
<div data-draft hidden></div>

<fieldset class="part"><legend><span class="no">1</span><?cs var:Text.report.where ?></legend>
<div><p class="small soft"><?cs var:Text.report.where_hint ?></p>
<?cs call:place_fields(Text.place.address_hint) ?></div>
</fieldset>

<fieldset class="part<?cs if:Form.class.Error ?> bad<?cs /if ?>" id="class"><legend><span class="no">2</span><?cs var:Text.report.class ?></legend>
<div><?cs call:error_line("class", Form.class.Error) ?><div class="kinds"><?cs
each:k = Page.Kinds ?><label class="kind"><input type="radio" name="class" value="<?cs var:k.Value ?>"<?cs if:k.Selected ?> checked<?cs /if ?>><?cs call:icon(k.Icon) ?><span><?cs var:k.Label ?></span></label><?cs /each ?>
<label class="kind"><input type="radio" name="class" value=""<?cs if:Form.class.Other ?> checked<?cs /if ?>><?cs call:icon("other") ?><span><?cs var:Text.report.class_other ?></span></label>
</div>
<div class="field more-kinds" data-more-kinds><label for="class_more"><?cs var:Text.report.class_more ?></label><span class="hint"><?cs var:Text.report.class_more_hint ?></span>
<input type="search" data-filter="class_more" hidden aria-label="<?cs var:Text.report.class_search ?>" placeholder="<?cs var:Text.report.class_search ?>" autocomplete="off">
<?cs call:error_line("class_more", Form.class_more.Error) ?><select id="class_more" name="class_more"><option value=""><?cs var:Text.report.class_none ?></option><?cs call:option_list(Form.class) ?></select></div></div>
</fieldset>

<section class="part"><h2><span class="no">3</span><?cs var:Text.report.what ?></h2>
<?cs call:text_area(Form.description, "description", Text.report.description, Text.report.description_hint, "2000", "1") ?>
</section>

<section class="part"><h2><span class="no">4</span><?cs var:Text.report.photos ?> <?cs call:need_mark("") ?></h2>
<?cs call:photo_input(Form.photo, "photo", Text.report.photo, Text.report.photo_hint, "") ?>
<ul class="photo-list" data-kept<?cs if:!Page.Photos.0.Id ?> hidden<?cs /if ?>><?cs each:p = Page.Photos ?><li data-id="<?cs var:p.Id ?>"><div class="blank"><?cs call:icon("photo") ?></div><p><?cs var:p.Name ?></p></li><?cs /each ?></ul>
</section>

<section class="part"><h2><span class="no">5</span><?cs var:Text.report.contact ?> <?cs call:need_mark("") ?></h2>
<details class="fold"<?cs if:Page.OpenContact || Form.contact_name.Error || Form.contact_phone.Error || Form.contact_email.Error || Form.confidential.Error ?> open<?cs /if ?>><summary><?cs call:icon("phone") ?><?cs var:Text.report.contact_open ?></summary><div><p class="small soft"><?cs var:Text.report.contact_why ?></p><?cs call:contact_fields() ?></div></details>
</section>

<div class="send"><p class="honest"><?cs call:icon("shield") ?><span><?cs var:Text.report.honest ?> <a href="/privacy"><?cs var:Text.report.honest_more ?></a></span></p>
<button class="primary big wide"><?cs call:icon("send") ?><?cs var:Text.report.send ?></button>
<p class="small soft" data-send-state role="status"></p></div>
</form>
</div>
<script src="/js/pow.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/report.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
