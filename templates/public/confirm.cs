<?cs #
  GET /confirm/TOKEN, the link of a letter that asks to confirm an address: opening it does nothing; POST to the same address confirms.
  Page.Link.Action  where the form goes    .Ask, .Done, .Bad  one of them is 1: the question, confirmed, no such link (any more)
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<h1><?cs var:Text.confirm.page ?></h1>
<?cs if:Page.Link.Ask ?><p class="lead"><?cs var:Text.confirm.lead ?></p>
<form class="card" action="<?cs var:Page.Link.Action ?>" method="post"><button class="primary big wide"><?cs call:icon("check") ?><?cs var:Text.confirm.go ?></button></form>
<?cs elif:Page.Link.Done ?><p class="note ok" role="status"><?cs call:icon("ok") ?><span><?cs var:Text.confirm.done ?></span></p><?cs
else ?><p class="note warn" role="status"><?cs call:icon("alert") ?><span><?cs var:Text.confirm.bad ?></span></p><?cs /if ?>
<p><a class="btn" href="/track"><?cs call:icon("search") ?><?cs var:Text.nav.track ?></a></p>
</div>
<?cs call:public_bottom() ?>
