<?cs #
  POST /report: cases nearby that may be the same; everything typed goes along, photos lie under the key.
  Page.Form.Send  where to    Page.Carry.N.Name .Value  the form
  Page.Same.N.Value .Class .State .StateTone .StateIcon .Age .Where .Place .Photo  a case: no words, no address; .Closed  1: it is over
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.same.title ?></h1>
<p class="lead"><?cs var:Text.same.lead ?></p>
<form action="<?cs var:Page.Form.Send ?>" method="post" data-once><?cs call:carried() ?>
<ul class="same"><?cs each:c = Page.Same ?><li class="card">
<?cs if:c.Photo ?><img src="<?cs var:c.Photo ?>" alt="<?cs var:Text.same.photo ?>" width="320" height="240"><?cs else ?><div class="blank"><?cs call:icon("photo") ?><span class="small"><?cs var:Text.same.no_photo ?></span></div><?cs /if ?>
<div><h2><?cs var:c.Class ?></h2><p><?cs call:tag(c.StateTone, c.StateIcon, c.State) ?></p>
<p class="small"><?cs var:c.Where ?> · <?cs var:c.Age ?><?cs if:c.Place ?><br><span class="soft"><?cs var:c.Place ?></span><?cs /if ?></p>
<button class="calm wide" name="same" value="<?cs var:c.Value ?>"><?cs if:c.Closed ?><?cs call:icon("redo") ?><?cs var:Text.same.again ?><?cs else ?><?cs call:icon("users") ?><?cs var:Text.same.mine ?><?cs /if ?></button></div></li>
<?cs /each ?></ul>
<p class="small soft"><?cs var:Text.same.why ?></p>
<div class="send"><button class="primary big wide" name="different" value="1"><?cs call:icon("send") ?><?cs var:Text.same.none ?></button>
<?cs call:back_button() ?></div></form>
</div>
<?cs call:public_bottom() ?>
