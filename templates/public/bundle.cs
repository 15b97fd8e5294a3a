<?cs #
  GET /bundle  asks for pairs of number and code; POST /bundle gives them as one PDF, or the form again.
  Form.pairs .Value .Error    Page.Errors.N as usual
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<h1><?cs var:Text.bundle.page ?></h1>
<p class="lead"><?cs var:Text.bundle.lead ?></p>
<?cs call:error_summary() ?>
<form class="card" action="/bundle" method="post"><?cs call:text_area(Form.pairs, "pairs", Text.bundle.pairs, Text.bundle.pairs_hint, "1000", "1") ?><button class="primary"><?cs call:icon("download") ?><?cs var:Text.bundle.go ?></button></form>
<p><a class="btn bare" href="/track"><?cs call:icon("search") ?><?cs var:Text.nav.track ?></a></p>
</div>
<?cs call:public_bottom() ?>
