<?cs #
  GET and POST /desk/spot  handled on the spot, only reported: before and after. POST is multipart/form-data.
  Page.Form.Key  one-time key (field key)    Form.class .Options/.Groups .Error
  Form.description, Form.note, Form.address, Form.lat, Form.lon .Value .Error     Form.before.Error, Form.after.Error    Page.Errors.N
?><?cs include:"layout.cs" ?><?cs
def:one_photo(f, name, label) ?><div class="field<?cs if:f.Error ?> bad<?cs /if ?>" data-photos><label for="<?cs var:name ?>"><?cs call:icon("camera") ?> <span><?cs var:label ?></span></label><?cs call:error_line(name, f.Error) ?><input id="<?cs var:name ?>" name="<?cs var:name ?>" type="file" required accept="image/jpeg,image/png,image/webp,image/heic,image/heif" capture="environment" data-preview<?cs call:described(f, name, "") ?>><ul class="photo-list" hidden></ul></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap narrow-wide page field-page stack">
<div><a href="/desk/tasks"><?cs call:icon("left") ?> <?cs var:Text.tasks.title ?></a></div>
<h1><?cs var:Text.spot.title ?></h1><p class="soft"><?cs var:Text.spot.lead ?></p>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form class="stack" action="/desk/spot" method="post" enctype="multipart/form-data" data-once><?cs call:csrf() ?><input type="hidden" name="key" value="<?cs var:Page.Form.Key ?>">
<section class="card"><?cs call:one_photo(Form.before, "before", Text.spot.before) ?><?cs call:select_input(Form.class, "class", Field.class.Label, "", "1") ?><?cs call:text_area(Form.description, "description", Text.spot.what, "", "2000", "1") ?></section>
<section class="card"><?cs call:place_fields("") ?></section>
<section class="card"><?cs call:one_photo(Form.after, "after", Text.spot.after) ?><?cs call:text_area(Form.note, "note", Text.spot.done, "", "2000", "1") ?></section>
<button class="primary big wide"><?cs call:icon("check") ?><?cs var:Text.spot.go ?></button>
</form>
</div>
<script src="/js/locate.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/task.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
