<?cs #
  GET /desk/duty?week=|month=  the roster of a week or month; planning and swapping shown again with their errors.
  Page.Span  the days     Page.Prev, .After, .Month, .Here  addresses: days beside them, the whole month, from today on     Page.Whole  1: a month
  Page.Shifts.N.Name .Hours  the columns
  Page.Days.N.Label .Kind (work, makeup, rest, holiday) .Name (of the holiday or make-up day) .Today
    .Cells.K.Shift (its name) .Cells.K.People.J.Name .Roles .Me   .Cells.K.Power (who holds the commander's powers; absent: not by the roster) .Url (the shift's book; absent: ahead)
  Page.May  1: may plan and swap     Page.Off  1: somebody was to be taken off     Page.InPlan, .InSwap, .InPost  1: that form is unfolded     Form.from, .until, .combination, .crew1_1 … .crew3_2, .spare, .turn, .with, .post_from, .post_until, .shift, .role, .person  fields with .Options
?><?cs include:"layout.cs" ?><?cs
def:person(m) ?><div<?cs if:m.Me ?> class="me-on"<?cs /if ?>><b><?cs var:m.Name ?></b> <span class="small soft"><?cs var:m.Roles ?></span></div><?cs /def ?><?cs
call:desk_top() ?>
<div class="wrap page">
<div class="title"><h1><?cs var:Text.duty.page ?></h1><span class="soft num"><?cs var:Page.Span ?></span><span class="grow"></span><a class="btn small noprint" href="/desk/duty/powers"><?cs call:icon("shield") ?><?cs var:Text.power.page ?></a><a class="btn small noprint" href="/desk/duty/book"><?cs call:icon("file") ?><?cs var:Text.duty.book ?></a></div>
<?cs call:flash() ?><?cs call:error_summary() ?>
<div class="stack">
<nav class="row noprint" aria-label="<?cs var:Text.duty.page ?>"><a class="btn small" rel="prev" href="<?cs var:Page.Prev ?>"><?cs call:icon("left") ?><?cs if:Page.Whole ?><?cs var:Text.duty.prev ?><?cs else ?><?cs var:Text.duty.week_prev ?><?cs /if ?></a><?cs if:Page.Here ?><a class="btn small" href="<?cs var:Page.Here ?>"><?cs var:Text.duty.week_here ?></a><?cs /if ?><a class="btn small" rel="next" href="<?cs var:Page.After ?>"><?cs if:Page.Whole ?><?cs var:Text.duty.next ?><?cs else ?><?cs var:Text.duty.week_next ?><?cs /if ?><?cs call:icon("right") ?></a><span class="grow"></span><?cs if:Page.Month ?><a class="btn small bare" href="<?cs var:Page.Month ?>"><?cs var:Text.duty.whole ?></a><?cs /if ?></nav>
<div class="card scroll"><table class="roster"><thead><tr><th scope="col"><?cs var:Text.duty.day ?></th><?cs each:s = Page.Shifts ?><th scope="col"><?cs var:s.Name ?> <span class="small soft num"><?cs var:s.Hours ?></span></th><?cs /each ?></tr></thead><tbody><?cs
each:d = Page.Days ?>
<tr class="<?cs var:d.Kind ?><?cs if:d.Today ?> today<?cs /if ?>"><th scope="row" class="nowrap"><?cs var:d.Label ?><?cs if:d.Today ?> <span class="tag info"><?cs var:Text.duty.today ?></span><?cs /if ?><?cs if:d.Name ?><br><span class="small"><?cs var:d.Name ?></span><?cs /if ?></th><?cs
each:c = d.Cells ?><td><span class="small soft at-phone"><?cs var:c.Shift ?></span><?cs each:m = c.People ?><?cs call:person(m) ?><?cs /each ?><?cs if:!c.People.0.Name ?><span class="soft"><?cs var:Text.duty.nobody ?></span><?cs /if ?><?cs if:c.Power ?><div class="small soft"><?cs var:Text.duty.power ?><?cs call:colon() ?><?cs var:c.Power ?></div><?cs /if ?><?cs if:c.Url ?><a class="small noprint" href="<?cs var:c.Url ?>"><?cs var:Text.duty.book ?></a><?cs /if ?></td><?cs /each ?></tr><?cs /each ?>
</tbody></table></div>
</div>
<?cs if:Page.May ?><div class="noprint after">
<details class="act"<?cs if:Page.InPlan ?> open<?cs /if ?>><summary><?cs call:icon("list") ?><?cs var:Text.duty.plan ?></summary><form action="/desk/duty/plan" method="post" data-once><?cs call:csrf() ?><p class="small soft"><?cs var:Text.duty.plan_hint ?></p>
<div class="pair"><?cs call:text_input(Form.from, "from", "date", Text.duty.from, "", "off", "", "1") ?><?cs call:text_input(Form.until, "until", "date", Text.duty.until, "", "off", "", "1") ?></div>
<?cs call:select_input(Form.combination, "combination", Text.duty.combination, "", "1") ?>
<fieldset class="field"><legend><?cs var:Text.duty.crew1 ?></legend><div class="pair"><?cs call:select_input(Form.crew1_1, "crew1_1", Text.duty.seat1, "", "1") ?><?cs call:select_input(Form.crew1_2, "crew1_2", Text.duty.seat2, "", "1") ?></div></fieldset>
<fieldset class="field"><legend><?cs var:Text.duty.crew2 ?></legend><div class="pair"><?cs call:select_input(Form.crew2_1, "crew2_1", Text.duty.seat1, "", "1") ?><?cs call:select_input(Form.crew2_2, "crew2_2", Text.duty.seat2, "", "1") ?></div></fieldset>
<fieldset class="field"><legend><?cs var:Text.duty.crew3 ?></legend><div class="pair"><?cs call:select_input(Form.crew3_1, "crew3_1", Text.duty.seat1, "", "1") ?><?cs call:select_input(Form.crew3_2, "crew3_2", Text.duty.seat2, "", "1") ?></div></fieldset>
<?cs call:select_input(Form.spare, "spare", Text.duty.spare, "", "") ?>
<button class="primary wide"><?cs var:Text.duty.go ?></button></form></details>
<details class="act"<?cs if:Page.InSwap ?> open<?cs /if ?>><summary><?cs call:icon("users") ?><?cs var:Text.duty.swap ?></summary><form action="/desk/duty/swap" method="post" data-once><?cs call:csrf() ?>
<?cs call:select_input(Form.turn, "turn", Text.duty.turn, "", "1") ?><?cs call:select_input(Form.with, "with", Text.duty.with, "", "1") ?>
<button class="wide"><?cs var:Text.duty.swap_go ?></button></form></details>
<details class="act"<?cs if:Page.InPost ?> open<?cs /if ?>><summary><?cs call:icon("user") ?><?cs var:Text.duty.post ?></summary><form action="/desk/duty/post" method="post" data-once><?cs call:csrf() ?><p class="small soft"><?cs var:Text.duty.post_hint ?></p>
<fieldset class="field"><legend class="sr"><?cs var:Text.duty.post ?></legend><div class="choices"><label class="choice"><input type="radio" name="do" value="on"<?cs if:!Page.Off ?> checked<?cs /if ?>><span><?cs var:Text.duty.post_on ?></span></label><label class="choice"><input type="radio" name="do" value="off"<?cs if:Page.Off ?> checked<?cs /if ?>><span><?cs var:Text.duty.post_off ?></span></label></div></fieldset>
<div class="pair"><?cs call:text_input(Form.post_from, "post_from", "date", Text.duty.from, "", "off", "", "1") ?><?cs call:text_input(Form.post_until, "post_until", "date", Text.duty.until, "", "off", "", "1") ?></div>
<div class="pair"><?cs call:select_input(Form.shift, "shift", Text.duty.shift, "", "1") ?><?cs call:select_input(Form.role, "role", Text.duty.role, "", "1") ?></div>
<?cs call:select_input(Form.person, "person", Text.duty.person, "", "1") ?>
<button class="wide"><?cs var:Text.duty.post_go ?></button></form></details>
</div><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
