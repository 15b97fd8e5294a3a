<?cs #
  Any error, for citizens and for staff (the frame of the desk when User.Name is set or Page.Desk is 1).
  Page.Error.Status  HTTP status as shown (404)      Page.Error.Title, .Text  what happened, in plain words
  Page.Error.Hint  what to do now, may be absent     Page.Error.Request  request id to quote on the phone
  Page.Error.Back, .BackLabel  where to go from here, may be absent
  Page.Kept.N.Label (may be absent) .Lines.K  what he had written, field by field, when the form cannot be shown again
?><?cs include:"layout.cs" ?><?cs
def:error_body() ?><div class="wrap narrow page"><div class="card stack">
<p class="soft num"><?cs var:Page.Error.Status ?></p>
<h1><?cs var:Page.Error.Title ?></h1>
<p><?cs var:Page.Error.Text ?></p>
<?cs if:Page.Error.Hint ?><p><?cs var:Page.Error.Hint ?></p><?cs /if ?><?cs if:Page.Kept.0.Lines.0 ?><h2><?cs var:Text.case.conflict_text ?></h2><?cs each:k = Page.Kept ?><?cs if:k.Label ?><p class="label"><?cs var:k.Label ?></p><?cs /if ?><div class="kept"><?cs each:t = k.Lines ?><p><?cs var:t ?></p><?cs /each ?></div><?cs /each ?><?cs /if ?>
<p class="row"><?cs if:Page.Error.Back ?><a class="btn calm" href="<?cs var:Page.Error.Back ?>"><?cs call:icon("left") ?><?cs var:Page.Error.BackLabel ?></a><?cs else ?><a class="btn calm" href="/"><?cs call:icon("home") ?><?cs var:Text.error.home ?></a><?cs /if ?></p>
<?cs if:Site.Phone ?><p class="small soft"><?cs var:Text.error.phone ?> <?cs call:phone_link() ?></p><?cs /if ?>
<?cs if:Page.Error.Request ?><p class="small soft"><?cs var:Text.error.request ?> <span class="code"><?cs var:Page.Error.Request ?></span></p><?cs /if ?>
</div></div>
<?cs /def ?><?cs
if:User.Name || Page.Desk ?><?cs call:desk_top() ?><?cs call:error_body() ?><?cs call:desk_bottom() ?><?cs
else ?><?cs call:public_top() ?><?cs call:error_body() ?><?cs call:public_bottom() ?><?cs /if ?>
