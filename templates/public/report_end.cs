<?cs #
  POST /report: the form ends here; nothing was filed.
  Page.Text  whom to call and what to do   Page.Phone .Dial .Call  the number   Page.GoOn  1: may be reported all the same
  Page.Form.Send  where to    Page.Carry.N.Name .Value  the form       Page.Asked  the class
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.ask.end_title ?></h1>
<div class="note warn" role="alert"><?cs call:icon("alert") ?><div><p class="lead"><?cs var:Page.Text ?></p></div></div>
<?cs if:Page.Phone ?><p><a class="btn primary big wide" href="<?cs var:Page.Dial ?>"><?cs call:icon("phone") ?><?cs var:Page.Call ?></a></p><?cs /if ?>
<form action="<?cs var:Page.Form.Send ?>" method="post" data-once><?cs call:carried() ?><input type="hidden" name="asked" value="<?cs var:Page.Asked ?>">
<p class="soft"><?cs var:Text.ask.not_filed ?></p>
<div class="send"><?cs if:Page.GoOn ?><button class="wide" name="anyway" value="1"><?cs call:icon("send") ?><?cs var:Text.ask.anyway ?></button>
<?cs /if ?><?cs call:back_button() ?></div></form>
</div>
<?cs call:public_bottom() ?>
