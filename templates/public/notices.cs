<?cs #
  GET /notices/TOKEN, the link of each letter to a sender: how he wants to be told; POST to the same address sets it (RFC 8058).
  Page.Link.Action  where the form goes    .Ask, .Done  one of them is 1: the question, written down
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<h1><?cs var:Text.letters.page ?></h1>
<?cs if:Page.Link.Done ?><p class="note ok" role="status"><?cs call:icon("ok") ?><span><?cs var:Text.letters.done ?></span></p><?cs else ?><p class="lead"><?cs var:Text.letters.lead ?></p><?cs /if ?>
<form class="card row" action="<?cs var:Page.Link.Action ?>" method="post"><button class="primary" name="wish" value="stop"><?cs call:icon("stop") ?><?cs var:Text.wishes.stop ?></button><button name="wish" value="daily"><?cs var:Text.wishes.daily ?></button><button name="wish" value="each"><?cs var:Text.wishes.each ?></button></form>
<p class="small soft"><?cs var:Text.letters.hint ?></p>
</div>
<?cs call:public_bottom() ?>
