<?cs #
  GET and POST /desk/password (fields csrf, old, new, again), POST /desk/logout-all (field csrf).
  Form.old.Error, Form.new.Error, Form.again.Error      Page.Sessions  how many places this account is signed in at, a text
  Page.Forced  1: the password must be changed before anything else
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.password.title ?></h1>
<?cs call:flash() ?><?cs if:Page.Forced ?><div class="note warn flash"><?cs call:icon("lock") ?><div><?cs var:Text.password.forced ?></div></div><?cs /if ?><?cs call:error_summary() ?>
<form class="card" action="/desk/password" method="post" data-once><?cs call:csrf() ?>
<?cs call:text_input(Form.old, "old", "password", Text.password.old, "", "current-password", "200", "1") ?>
<?cs call:text_input(Form.new, "new", "password", Text.password.new, Text.password.rule, "new-password", "200", "1") ?>
<?cs call:text_input(Form.again, "again", "password", Text.password.again, "", "new-password", "200", "1") ?>
<button class="primary wide"><?cs var:Text.password.go ?></button>
</form>
<section class="card"><h2><?cs var:Text.password.everywhere ?></h2><p class="soft"><?cs var:Page.Sessions ?> <?cs var:Text.password.everywhere_hint ?></p>
<form action="/desk/logout-all" method="post"><?cs call:csrf() ?><button class="wide"><?cs call:icon("out") ?><?cs var:Text.password.everywhere_go ?></button></form></section>
</div>
<?cs call:desk_bottom() ?>
