<?cs #
  POST /desk/contact  a contact just opened, shown once.
  Page.Contact.Name .Phone .Email  each may be absent     Page.Contact.Back  address of the case
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap narrow page stack">
<h1><?cs var:Text.case.open_contact ?></h1>
<p class="note warn"><?cs call:icon("lock") ?><span><?cs var:Text.case.opened_note ?></span></p>
<section class="card"><dl class="facts">
<?cs if:Page.Contact.Name ?><div><dt><?cs var:Field.contact_name.Label ?></dt><dd><?cs var:Page.Contact.Name ?></dd></div><?cs /if ?>
<?cs if:Page.Contact.Phone ?><div><dt><?cs var:Field.contact_phone.Label ?></dt><dd class="num"><?cs var:Page.Contact.Phone ?></dd></div><?cs /if ?>
<?cs if:Page.Contact.Email ?><div><dt><?cs var:Field.contact_email.Label ?></dt><dd><?cs var:Page.Contact.Email ?></dd></div><?cs /if ?>
</dl></section>
<p><a class="btn" href="<?cs var:Page.Contact.Back ?>"><?cs call:icon("left") ?><?cs var:Text.case.back ?></a></p>
</div>
<?cs call:desk_bottom() ?>
