<?cs #
  GET /report, and POST /report shown again after an error (status 422).  POST is multipart/form-data.
  Page.Form.Key  the one-time key (field key; also of every photo sent alone)   Page.Form.Fresh  1 on GET: a draft may be put in
  Page.Form.Send  where it is sent to   .Ticket .ProofBits  for the proof of work (js/pow.js)   Page.Form.TooMany  1: his network has to wait
  Page.Kinds.N.Value .Label .Icon .Selected  the frequent classes with a picture each (field class)   Form.class.Other .Error
  Page.Chosen.Value .Label  a class without a picture that is chosen    Form.kind_word.Value  the words to find one by
  Page.Found.N.Value .Label .Help .Selected  classes found by them; Page.NoFound: none      (button find=kind, to /report/find)
  Page.Places.N.Value .Label .Help .Selected  places found for the address (field spot); Page.NoPlaces    (find=place)
  Form.community.Options.N  communities, for who uses no map
  Form.description, Form.address, Form.lat, Form.lon, Form.contact_name, Form.contact_phone, Form.contact_email,
  Form.confidential  .Value .Error      Form.photo.Error     Form.answer1 … .Value  answers to the class's questions
  Page.Photos.N.Id .Name  photos that already lie under this key
  Page.PhotoMax  how many (6)      Page.PhotoBytes  size limit of one, in bytes      Page.OpenContact  1: unfold the contact
  Page.Errors.N.Field .Label .Text  summary, in the order of the form
  POST /report/photo  (multipart: key, photo)  answers 201 {"id":"…"}; (key, drop=id) removes one, 200 {}; an error 4xx {"error":"text"}
?><?cs include:"layout.cs" ?><?cs

def:community_field() ?><?cs call:select_input(Form.community, "community", Text.place.community, Text.place.community_hint, "") ?><?cs /def ?><?cs

def:place_seek() ?><div class="field<?cs if:Form.address.Error ?> bad<?cs /if ?>"><label for="address"><?cs var:Text.place.address ?></label><?cs call:hint_line("address", Text.place.address_hint) ?><?cs call:error_line("address", Form.address.Error) ?>
<div class="seek" data-seek="place" data-url="/report/places"><input id="address" name="address" value="<?cs var:Form.address.Value ?>" maxlength="200" autocomplete="off"<?cs call:described(Form.address, "address", Text.place.address_hint) ?>><button name="find" value="place" formaction="/report/find" formnovalidate data-noscript><?cs call:icon("search") ?><?cs var:Text.place.find ?></button></div>
<?cs if:Page.NoPlaces ?><p class="small soft" role="status"><?cs var:Text.place.none ?></p><?cs /if ?><?cs
if:Page.Places.0.Value ?><fieldset class="found" data-found><legend><?cs var:Text.place.which ?></legend><?cs each:o = Page.Places ?><label class="choice"><input type="radio" name="spot" value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> checked<?cs /if ?>><span><?cs var:o.Label ?> <span class="soft small"><?cs var:o.Help ?></span></span></label><?cs /each ?></fieldset><?cs /if ?></div><?cs /def ?><?cs

def:community_fold(name) ?><?cs if:Form.community.Options.0.Label ?><?cs if:!Form.community.Value && !Form.community.Error ?><details class="fold"><summary><?cs call:icon("list") ?><?cs var:name ?></summary><div><?cs call:community_field() ?></div></details><?cs else ?><?cs call:community_field() ?><?cs /if ?><?cs /if ?><?cs /def ?><?cs

def:locate_button() ?><div class="places"><button type="button" class="calm" data-locate hidden data-wait="<?cs var:Text.place.locating ?>" data-done="<?cs var:Text.place.located ?>" data-fail="<?cs var:Text.place.failed ?>"><?cs call:icon("locate") ?><span><?cs var:Text.place.locate ?></span></button><span class="small soft" data-locate-state role="status"></span></div><?cs /def ?><?cs

def:kind_pictures() ?><div class="kinds"><?cs
each:k = Page.Kinds ?><label class="kind"><input type="radio" name="class" value="<?cs var:k.Value ?>"<?cs if:k.Selected ?> checked<?cs /if ?>><?cs call:icon(k.Icon) ?><span><?cs var:k.Label ?></span></label><?cs /each ?>
<label class="kind"><input type="radio" name="class" value=""<?cs if:Form.class.Other ?> checked<?cs /if ?>><?cs call:icon("other") ?><span><?cs var:Text.report.class_other ?></span></label>
</div><?cs /def ?><?cs

def:kind_found() ?><div class="choices column" data-chosen><?cs
if:Page.Chosen.Value && !Page.Found.0.Value ?><label class="choice"><input type="radio" name="class" value="<?cs var:Page.Chosen.Value ?>" checked><span><?cs var:Page.Chosen.Label ?></span></label><?cs /if ?><?cs
each:o = Page.Found ?><label class="choice"><input type="radio" name="class" value="<?cs var:o.Value ?>"<?cs if:o.Selected ?> checked<?cs /if ?>><span><?cs var:o.Label ?> <span class="soft small"><?cs var:o.Help ?></span></span></label><?cs /each ?></div><?cs /def ?><?cs

def:kind_asks() ?><input type="hidden" name="asked" value="<?cs var:Form.asked.Value ?>">
<div class="asks" data-asks="/report/ask/" data-call="<?cs var:Text.ask.call ?>" data-anyway="<?cs var:Text.ask.anyway ?>" data-optional="<?cs var:Text.form.optional ?>" data-answer1="<?cs var:Form.answer1.Value ?>" data-answer2="<?cs var:Form.answer2.Value ?>" data-answer3="<?cs var:Form.answer3.Value ?>" aria-live="polite"></div><?cs /def ?><?cs

def:photo_part(hint) ?><?cs call:photo_input(Form.photo, "photo", Text.report.photo, hint, "") ?>
<?cs call:photo_words() ?>
<ul class="photo-list" data-kept<?cs if:!Page.Photos.0.Id ?> hidden<?cs /if ?>><?cs each:p = Page.Photos ?><li data-id="<?cs var:p.Id ?>"><div class="blank"><?cs call:icon("photo") ?></div><p><?cs var:p.Name ?></p></li><?cs /each ?></ul><?cs /def ?><?cs

def:voice_part() ?><div class="field" data-voice hidden data-t-stop="<?cs var:Text.short.voice_stop ?>" data-t-left="<?cs var:Text.record.left ?>" data-t-refused="<?cs var:Text.short.voice_refused ?>" data-t-name="<?cs var:Text.short.voice_name ?>"><button type="button" class="big wide"><?cs call:icon("mic") ?><span><?cs var:Text.short.voice ?></span></button><p class="small soft" role="status"></p></div><?cs /def ?><?cs

# Everything, on one page. ?><?cs
def:whole_form() ?><fieldset class="part" id="where"><legend><span class="no">1</span><?cs var:Text.report.where ?></legend>
<div><p class="small soft"><?cs var:Text.report.where_hint ?></p>
<?cs call:locate_button() ?>
<div class="map" data-map data-pick data-near="/report/near/" data-late="/js/near.js?v=<?cs var:Site.Version ?> /js/map.js?v=<?cs var:Site.Version ?>" hidden data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" data-pin="<?cs var:Text.map.pin ?>" role="group" aria-label="<?cs var:Text.map.label ?>"></div>
<p class="small soft legend" data-legend hidden><span class="mark open"></span><?cs var:Text.near.open ?> <span class="mark over"></span><?cs var:Text.near.over ?></p>
<?cs call:place_seek() ?>
<?cs call:community_fold(Text.place.community_open) ?>
<details class="fold noprint" data-coords<?cs if:Form.lat.Error || Form.lon.Error ?> open<?cs /if ?>><summary><?cs call:icon("pin") ?><span><?cs var:Text.place.coords ?><?cs call:need_mark("") ?></span></summary><div class="pair">
<?cs call:text_input(Form.lat, "lat", "text", Text.place.lat, "", "off", "12", "") ?>
<?cs call:text_input(Form.lon, "lon", "text", Text.place.lon, "", "off", "12", "") ?>
</div></details></div>
</fieldset>

<fieldset class="part<?cs if:Form.class.Error ?> bad<?cs /if ?>" id="class"><legend><span class="no">2</span><?cs var:Text.report.class ?></legend>
<div><?cs call:error_line("class", Form.class.Error) ?>
<div class="field"><label for="kind_word"><?cs var:Text.report.kind_word ?></label>
<div class="seek" data-seek="kind" data-url="/report/kinds"><input id="kind_word" name="kind_word" value="<?cs var:Form.kind_word.Value ?>" maxlength="60" autocomplete="off" placeholder="<?cs var:Text.report.kind_example ?>"><button name="find" value="kind" formaction="/report/find" formnovalidate data-noscript><?cs call:icon("search") ?><?cs var:Text.report.kind_find ?></button></div>
<?cs if:Page.NoFound ?><p class="small soft" role="status"><?cs var:Text.report.kind_none ?></p><?cs /if ?></div>
<?cs call:kind_found() ?>
<?cs call:kind_pictures() ?>
<?cs call:kind_asks() ?></div>
</fieldset>

<section class="part"><h2><span class="no">3</span><?cs var:Text.report.what ?></h2>
<?cs call:text_area(Form.description, "description", Text.report.description, Text.report.description_hint, "2000", "1") ?>
</section>

<section class="part"><h2><span class="no">4</span><?cs var:Text.report.photos ?> <?cs call:need_mark("") ?></h2>
<?cs call:photo_part(Text.report.photo_hint) ?>
</section>

<section class="part"><h2><span class="no">5</span><?cs var:Text.report.contact ?> <?cs call:need_mark("") ?></h2>
<fieldset class="field ways" id="way"><legend><?cs var:Text.way.title ?></legend><?cs call:error_line("way", Form.way.Error) ?><?cs call:error_line("confidential", Form.confidential.Error) ?><p class="small soft"><?cs var:Text.way.lead ?></p><div class="choices column">
<?cs call:way_choice("anonymous", Text.way.anonymous, Text.way.anonymous_text) ?><?cs call:way_choice("named", Text.way.named, Text.way.named_text) ?><?cs call:way_choice("confidential", Text.way.confidential, Text.way.confidential_text) ?></div></fieldset>
<details class="fold"<?cs if:Page.OpenContact || Form.contact_name.Error || Form.contact_phone.Error || Form.contact_email.Error ?> open<?cs /if ?>><summary><?cs call:icon("phone") ?><?cs var:Text.report.contact_open ?></summary><div><p class="small soft"><?cs var:Text.report.contact_why ?></p><?cs call:contact_names() ?></div></details>
</section>

<?cs /def ?><?cs

# The short path of the large look: a question at a time (js/steps.js), pictures and voice first, words as one likes. ?><?cs
def:short_form() ?><section class="part" data-step><h2><?cs var:Text.short.photos ?></h2>
<?cs call:photo_part(Text.short.photo_hint) ?>
<?cs call:voice_part() ?>
</section>

<fieldset class="part<?cs if:Form.class.Error ?> bad<?cs /if ?>" id="class" data-step><legend><?cs var:Text.short.class ?></legend>
<div><?cs call:error_line("class", Form.class.Error) ?>
<?cs call:kind_found() ?>
<?cs call:kind_pictures() ?>
<?cs call:kind_asks() ?></div>
</fieldset>

<fieldset class="part" id="where" data-step><legend><?cs var:Text.short.where ?></legend>
<div><?cs call:locate_button() ?>
<input type="hidden" id="lat" name="lat" value="<?cs var:Form.lat.Value ?>"><input type="hidden" id="lon" name="lon" value="<?cs var:Form.lon.Value ?>">
<?cs call:place_seek() ?>
<?cs call:community_fold(Text.short.community) ?></div>
</fieldset>

<section class="part" data-step><h2><?cs var:Text.short.words ?></h2>
<?cs call:text_area(Form.description, "description", Text.report.description, Text.short.words_hint, "2000", "") ?>
</section>

<section class="part" data-step><h2><?cs var:Text.short.contact ?></h2>
<?cs call:text_input(Form.contact_phone, "contact_phone", "tel", Text.contact.phone, Text.short.contact_hint, "tel", "30", "") ?>
</section>

<?cs /def ?><?cs call:public_top() ?><?cs if:Page.Large && Site.Dial ?>
<p class="call-bar noprint"><a class="btn wide" href="<?cs var:Site.Dial ?>"><?cs call:icon("phone") ?><span><?cs var:Text.short.call ?> <b class="nowrap"><?cs var:Site.Phone ?></b></span></a></p><?cs /if ?>
<div class="wrap narrow page">
<h1><?cs var:Text.report.title ?></h1>
<?cs if:!Page.Large ?><p class="lead"><?cs var:Text.report.lead ?></p>
<?cs /if ?><?cs call:error_summary() ?>
<form id="report" action="<?cs var:Page.Form.Send ?>" method="post" enctype="multipart/form-data" data-once data-proof-bits="<?cs var:Page.Form.ProofBits ?>" data-photo-url="/report/photo" data-photo-max="<?cs var:Page.PhotoMax ?>" data-photo-bytes="<?cs var:Page.PhotoBytes ?>"<?cs if:Page.Form.Fresh ?> data-fresh<?cs /if ?> data-t-sending="<?cs var:Text.js.sending ?>" data-t-sent="<?cs var:Text.js.sent ?>" data-t-failed="<?cs var:Text.js.failed ?>" data-t-retry="<?cs var:Text.js.retry ?>" data-t-remove="<?cs var:Text.js.remove ?>" data-t-many="<?cs var:Text.js.many ?>" data-t-large="<?cs var:Text.js.large ?>" data-t-type="<?cs var:Text.js.type ?>" data-t-waiting="<?cs var:Text.js.waiting ?>" data-t-unsent="<?cs var:Text.js.unsent ?>" data-t-draft="<?cs var:Text.js.draft ?>" data-t-forget="<?cs var:Text.js.forget ?>" data-t-count="<?cs var:Text.js.count ?>" data-t-offline="<?cs var:Text.js.offline ?>" data-t-online="<?cs var:Text.js.online ?>" data-t-renewed="<?cs var:Text.js.renewed ?>"<?cs if:Page.Large ?> data-t-step="<?cs var:Text.short.step ?>"<?cs /if ?>>
<input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<?cs call:doubt_fields() ?>
<div data-draft hidden></div>

<?cs if:Page.Large ?><?cs call:short_form() ?><?cs else ?><?cs call:whole_form() ?><?cs /if ?>
<div class="send"><p class="honest"><?cs call:icon("shield") ?><span><?cs var:Text.report.honest ?> <a href="/privacy"><?cs var:Text.report.honest_more ?></a></span></p>
<button class="primary big wide"><?cs call:icon("send") ?><?cs var:Text.report.send ?></button>
<p class="small soft" data-send-state role="status"></p></div><?cs if:Page.Large ?>
<div class="step-nav" data-step-nav hidden><button type="button" class="primary big wide" data-next><?cs var:Text.short.next ?><?cs call:icon("right") ?></button>
<button type="button" class="big wide" data-back><?cs call:icon("left") ?><?cs var:Text.short.back ?></button></div><?cs /if ?>
</form>
</div>
<script src="/js/parts.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/photo.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/photos.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/pow.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/choose.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/report.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/asks.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs if:Page.Large ?><script src="/js/voice.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/steps.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs else ?><script src="/js/late.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs /if ?><?cs call:public_bottom() ?>
