<?cs #
  GET /desk/login, POST /desk/login (fields csrf, account, password, next).
  Form.account.Value   Page.Errors.0.Text  login failed, locked … (never which of the two)   Page.Next  address to go on to
  Page.Wait  seconds to wait, may be absent     Csrf.Token  of the login page
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap"><div class="gate">
<img class="mark" src="/img/mark.svg" width="56" height="56" alt="">
<h1><?cs var:Text.login.title ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<form class="card" action="/desk/login" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Page.Next ?>">
<?cs call:text_input(Form.account, "account", "text", Text.login.account, "", "username", "64", "1") ?>
<?cs call:text_input(Form.password, "password", "password", Text.login.password, "", "current-password", "200", "1") ?>
<button class="primary wide"><?cs call:icon("in") ?><?cs var:Text.login.go ?></button>
</form>
<p class="small soft"><?cs var:Text.login.help ?></p>
<p><a href="/"><?cs call:icon("left") ?> <?cs var:Text.login.public ?></a></p>
</div></div>
<?cs call:desk_bottom() ?>
