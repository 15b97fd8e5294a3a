<?cs #
  GET and POST /desk/inbox/settings  how this person is told (fields csrf, email, phone, by_email, by_sms, digest).
  Form.<field>.Value .Error   Form.digest.Options.N.Value .Label .Selected
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.wish.title ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<p class="soft"><?cs var:Text.wish.lead ?></p>
<form class="card" action="/desk/inbox/settings" method="post" data-once><?cs call:csrf() ?>
<?cs call:text_input(Form.email, "email", "email", Text.wish.email, Text.wish.email_hint, "email", "254", "") ?>
<?cs call:check_input(Form.by_email, "by_email", Text.wish.by_email, "") ?>
<?cs call:select_input(Form.digest, "digest", Text.wish.digest, "", "1") ?>
<?cs call:text_input(Form.phone, "phone", "tel", Text.wish.phone, Text.wish.phone_hint, "tel", "30", "") ?>
<?cs call:check_input(Form.by_sms, "by_sms", Text.wish.by_sms, Text.wish.by_sms_hint) ?>
<button class="primary wide"><?cs var:Text.wish.go ?></button>
</form>
</div>
<?cs call:desk_bottom() ?>
