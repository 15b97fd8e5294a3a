<?cs #
  The answer to POST /desk/contact: the sender's contact, opened once, with a reason, on record.
  Page.Contact.Name .Phone .Email   each may be absent      Page.Contact.Back  the case it was opened for
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap narrow page">
<h1><?cs var:Text.contact.title ?></h1>
<p class="note warn flash"><?cs call:icon("lock") ?><span><?cs var:Text.contact.recorded ?></span></p>
<section class="card"><dl class="facts one"><?cs
if:Page.Contact.Name ?><div><dt><?cs var:Text.contact.name ?></dt><dd><?cs var:Page.Contact.Name ?></dd></div><?cs /if ?><?cs
if:Page.Contact.Phone ?><div><dt><?cs var:Text.contact.phone ?></dt><dd class="big-no"><?cs var:Page.Contact.Phone ?></dd></div><?cs /if ?><?cs
if:Page.Contact.Email ?><div><dt><?cs var:Text.contact.email ?></dt><dd><?cs var:Page.Contact.Email ?></dd></div><?cs /if ?></dl></section>
<p><a class="btn calm" href="<?cs var:Page.Contact.Back ?>"><?cs call:icon("left") ?><?cs var:Text.contact.back ?></a></p>
</div>
<?cs call:desk_bottom() ?>
