<?cs #
  GET /privacy  the privacy notice; all its text is in the catalogue.
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page prose">
<h1><?cs var:Text.privacy.title ?></h1>
<p class="lead"><?cs var:Text.privacy.lead ?></p>
<h2><?cs var:Text.privacy.what ?></h2><p><?cs var:Text.privacy.what_text ?></p>
<h2><?cs var:Text.privacy.why ?></h2><p><?cs var:Text.privacy.why_text ?></p>
<h2><?cs var:Text.privacy.who ?></h2><p><?cs var:Text.privacy.who_text ?></p>
<h2><?cs var:Text.privacy.photos ?></h2><p><?cs var:Text.privacy.photos_text ?></p>
<h2><?cs var:Text.privacy.code ?></h2><p><?cs var:Text.privacy.code_text ?></p>
<h2><?cs var:Text.privacy.cookies ?></h2><p><?cs var:Text.privacy.cookies_text ?></p>
<h2><?cs var:Text.privacy.keep ?></h2><p><?cs var:Text.privacy.keep_text ?></p>
<h2><?cs var:Text.privacy.rights ?></h2><p><?cs var:Text.privacy.rights_text ?><?cs if:Site.Phone ?> <?cs var:Text.privacy.rights_phone ?> <?cs call:phone_link() ?><?cs /if ?></p>
</div>
<?cs call:public_bottom() ?>
