<?cs #
  POST /report: the chosen class has something to say or to ask; everything typed goes along.
  Page.Form.Send  where to    Page.Carry.N.Name .Value  the form    Page.Asked  the class that is asked about
  Page.Asks.N.Text .Phone .Dial .Call  a notice or a question; of a question .Name .Value, and .Options.N.Value .Label or free words
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.ask.title ?></h1>
<form action="<?cs var:Page.Form.Send ?>" method="post" data-once><?cs call:carried() ?><input type="hidden" name="asked" value="<?cs var:Page.Asked ?>">
<?cs each:q = Page.Asks ?><?cs
if:!q.Name ?><div class="note info"><?cs call:icon("info") ?><div><p><?cs var:q.Text ?></p><?cs call:dial_link(q) ?></div></div><?cs
elif:q.Options.0.Value ?><fieldset class="field"><legend><?cs var:q.Text ?><?cs call:need_mark("") ?></legend><div class="choices"><?cs each:o = q.Options ?><label class="choice"><input type="radio" name="<?cs var:q.Name ?>" value="<?cs var:o.Value ?>"<?cs if:o.Value == q.Value ?> checked<?cs /if ?>><span><?cs var:o.Label ?></span></label><?cs /each ?></div></fieldset><?cs
else ?><div class="field"><label for="<?cs var:q.Name ?>"><?cs var:q.Text ?><?cs call:need_mark("") ?></label><input id="<?cs var:q.Name ?>" name="<?cs var:q.Name ?>" value="<?cs var:q.Value ?>" maxlength="200"></div><?cs /if ?>
<?cs /each ?>
<div class="send"><button class="primary big wide"><?cs call:icon("send") ?><?cs var:Text.report.send ?></button>
<?cs call:back_button() ?></div></form>
</div>
<?cs call:public_bottom() ?>
