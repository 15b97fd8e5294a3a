<?cs #
  GET /style  every component the pages are made of.  It reads nothing but the frame and the catalogue.
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.style.title ?></h1>
<p class="lead"><?cs var:Text.style.lead ?></p>

<section class="card"><h2><?cs var:Text.style.type ?></h2>
<h1><?cs var:Text.home.title ?></h1><h2><?cs var:Text.home.way ?></h2><h3><?cs var:Text.home.way3 ?></h3>
<p class="lead"><?cs var:Text.home.lead ?></p><p><?cs var:Text.report.honest ?></p><p class="small soft"><?cs var:Text.report.photo_hint ?></p>
<p class="code">HL2026-001203 · K7QM-XW4D-9RTA</p><p><a href="/style"><?cs var:Text.report.honest_more ?></a></p></section>

<section class="card"><h2><?cs var:Text.style.colours ?></h2><p class="small soft"><?cs var:Text.style.tokens ?></p><ul class="swatches" data-tokens></ul></section>

<section class="card"><h2><?cs var:Text.style.buttons ?></h2>
<p class="row"><button type="button" class="primary big"><?cs call:icon("send") ?><?cs var:Text.report.send ?></button><button type="button" class="primary"><?cs var:Text.report.send ?></button><button type="button"><?cs call:icon("filter") ?><?cs var:Text.queue.filter ?></button><button type="button" class="calm"><?cs call:icon("locate") ?><?cs var:Text.place.locate ?></button><button type="button" class="small"><?cs var:Text.queue.next ?></button><button type="button" class="bare"><?cs var:Text.queue.clear ?></button></p></section>

<section class="card"><h2><?cs var:Text.style.states ?></h2>
<p class="tags"><?cs call:tag("idle", "inbox", State.10.Name) ?> <?cs call:tag("idle", "stop", State.19.Name) ?> <?cs call:tag("info", "send", State.20.Name) ?> <?cs call:tag("info", "hand", State.31.Name) ?> <?cs call:tag("info", "eye", State.41.Name) ?> <?cs call:tag("ok", "check", State.50.Name) ?> <?cs call:tag("idle", "stop", State.90.Name) ?></p>
<p class="tags"><?cs call:tag("ok", "", Text.clock.met) ?> <?cs call:tag("warn", "", Text.desk.soon) ?> <?cs call:tag("late", "", Text.desk.late) ?> <?cs call:tag("late", "hazard", Flag.hazard) ?> <?cs call:tag("idle", "lock", Flag.confidential) ?></p>
<p class="note"><?cs call:icon("info") ?><span><?cs var:Text.login.first ?></span></p>
<p class="note ok"><?cs call:icon("ok") ?><span><?cs var:Text.password.done ?></span></p>
<p class="note warn"><?cs call:icon("alert") ?><span><?cs var:Text.receipt.keep ?></span></p>
<p class="note error"><?cs call:icon("alert") ?><span><?cs var:Error.invalid.Form ?></span></p></section>

<section class="card"><h2><?cs var:Text.style.forms ?></h2>
<?cs call:text_input(Form.contact_name, "contact_name", "text", Text.contact.name, "", "name", "60", "") ?>
<?cs call:text_area(Form.description, "description", Text.report.description, Text.report.description_hint, "2000", "1") ?>
<div class="field bad"><label for="bad"><?cs var:Text.contact.phone ?></label><?cs call:error_line("bad", Err.phone) ?><input id="bad" value="12" aria-invalid="true" aria-describedby="bad-error"></div>
<?cs call:check_input(Form.confidential, "confidential", Text.contact.confidential, Text.contact.confidential_hint) ?>
<fieldset class="field"><legend><?cs var:Field.result.Label ?></legend><div class="yesno"><label class="choice"><input type="radio" name="r" value="1" checked><span><?cs var:Result.pass ?></span></label><label class="choice"><input type="radio" name="r" value="2"><span><?cs var:Result.fail ?></span></label></div></fieldset>
<div class="kinds"><label class="kind"><input type="radio" name="k" value="1" checked><?cs call:icon("manhole") ?><span><?cs var:Text.style.kind ?></span></label><label class="kind"><input type="radio" name="k" value="2"><?cs call:icon("other") ?><span><?cs var:Text.report.class_other ?></span></label></div>
<?cs call:photo_input(Form.photo, "photo", Text.report.photo, Text.report.photo_hint, "") ?>
<details class="fold"><summary><?cs call:icon("phone") ?><?cs var:Text.report.contact_open ?></summary><div><p><?cs var:Text.report.contact_why ?></p></div></details></section>

<section class="card"><h2><?cs var:Text.style.progress ?></h2><ol class="steps"><li class="done"><span class="dot"><?cs call:icon("check") ?></span><?cs var:Text.track.step_received ?></li><li class="done"><span class="dot"><?cs call:icon("check") ?></span><?cs var:Text.track.step_filed ?></li><li class="now" aria-current="step"><span class="dot"><?cs call:icon("check") ?></span><?cs var:Text.track.step_handling ?></li><li class="todo"><span class="dot"><?cs call:icon("check") ?></span><?cs var:Text.track.step_check ?></li><li class="todo"><span class="dot"><?cs call:icon("check") ?></span><?cs var:Text.track.step_closed ?></li></ol>
<p><progress max="100" value="63" aria-label="63 %"></progress></p></section>

<section class="card"><h2><?cs var:Text.style.signs ?></h2><ul class="signs">
<li><?cs call:icon("manhole") ?>manhole</li>
<li><?cs call:icon("rubbish") ?>rubbish</li>
<li><?cs call:icon("lamp") ?>lamp</li>
<li><?cs call:icon("road") ?>road</li>
<li><?cs call:icon("car") ?>car</li>
<li><?cs call:icon("bike") ?>bike</li>
<li><?cs call:icon("tree") ?>tree</li>
<li><?cs call:icon("poster") ?>poster</li>
<li><?cs call:icon("noise") ?>noise</li>
<li><?cs call:icon("stall") ?>stall</li>
<li><?cs call:icon("water") ?>water</li>
<li><?cs call:icon("works") ?>works</li>
<li><?cs call:icon("wire") ?>wire</li>
<li><?cs call:icon("building") ?>building</li>
<li><?cs call:icon("other") ?>other</li>
<li><?cs call:icon("camera") ?>camera</li>
<li><?cs call:icon("photo") ?>photo</li>
<li><?cs call:icon("pin") ?>pin</li>
<li><?cs call:icon("locate") ?>locate</li>
<li><?cs call:icon("map") ?>map</li>
<li><?cs call:icon("phone") ?>phone</li>
<li><?cs call:icon("clock") ?>clock</li>
<li><?cs call:icon("file") ?>file</li>
<li><?cs call:icon("folder") ?>folder</li>
<li><?cs call:icon("inbox") ?>inbox</li>
<li><?cs call:icon("archive") ?>archive</li>
<li><?cs call:icon("home") ?>home</li>
<li><?cs call:icon("list") ?>list</li>
<li><?cs call:icon("user") ?>user</li>
<li><?cs call:icon("users") ?>users</li>
<li><?cs call:icon("lock") ?>lock</li>
<li><?cs call:icon("shield") ?>shield</li>
<li><?cs call:icon("globe") ?>globe</li>
<li><?cs call:icon("chat") ?>chat</li>
<li><?cs call:icon("hand") ?>hand</li>
<li><?cs call:icon("check") ?>check</li>
<li><?cs call:icon("ok") ?>ok</li>
<li><?cs call:icon("no") ?>no</li>
<li><?cs call:icon("x") ?>x</li>
<li><?cs call:icon("alert") ?>alert</li>
<li><?cs call:icon("info") ?>info</li>
<li><?cs call:icon("hazard") ?>hazard</li>
<li><?cs call:icon("flag") ?>flag</li>
<li><?cs call:icon("stop") ?>stop</li>
<li><?cs call:icon("right") ?>right</li>
<li><?cs call:icon("left") ?>left</li>
<li><?cs call:icon("up") ?>up</li>
<li><?cs call:icon("down") ?>down</li>
<li><?cs call:icon("undo") ?>undo</li>
<li><?cs call:icon("redo") ?>redo</li>
<li><?cs call:icon("send") ?>send</li>
<li><?cs call:icon("search") ?>search</li>
<li><?cs call:icon("filter") ?>filter</li>
<li><?cs call:icon("print") ?>print</li>
<li><?cs call:icon("download") ?>download</li>
<li><?cs call:icon("plus") ?>plus</li>
<li><?cs call:icon("edit") ?>edit</li>
<li><?cs call:icon("out") ?>out</li>
<li><?cs call:icon("in") ?>in</li>
<li><?cs call:icon("eye") ?>eye</li>
<li><?cs call:icon("link") ?>link</li>
</ul></section>
</div>
<script src="/js/style.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
