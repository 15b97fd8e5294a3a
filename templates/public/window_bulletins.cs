<?cs #
  GET /figures/bulletins  the bulletins the office has published.
  Page.Papers.N.Title .Issue .Language .Lang .Published .Size .Pages .Sha256 .Url .Revision (may be absent) .Replaced (1: there is a newer one)
?><?cs include:"layout.cs" ?><?cs include:"public/window_parts.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack window">
<div><h1><?cs var:Text.window.bulletins_title ?></h1><p class="lead"><?cs var:Text.window.bulletins_lead ?></p></div>
<?cs call:window_tabs() ?>
<?cs if:Page.Papers.0.Title ?><ul class="papers"><?cs each:p = Page.Papers ?><li class="card"><h2><a href="<?cs var:p.Url ?>" hreflang="<?cs var:p.Lang ?>" type="application/pdf"><?cs call:icon("download") ?><?cs var:p.Title ?></a></h2>
<p><?cs var:p.Issue ?> · <span lang="<?cs var:p.Lang ?>"><?cs var:p.Language ?></span> · PDF · <?cs var:p.Pages ?> · <?cs var:p.Size ?><?cs if:p.Revision ?> · <?cs var:p.Revision ?><?cs /if ?> <?cs if:p.Replaced ?><?cs call:tag("idle", "undo", Text.window.replaced) ?><?cs /if ?></p>
<p class="small soft"><?cs var:Text.window.published ?> <?cs var:p.Published ?></p><p class="small soft hash">SHA-256 <span class="code"><?cs var:p.Sha256 ?></span></p></li><?cs /each ?></ul>
<p class="soft small"><?cs var:Text.window.hash_note ?></p><?cs else ?><div class="card empty"><?cs call:icon("file") ?><p><?cs var:Text.window.no_bulletins ?></p></div><?cs /if ?>
</div>
<?cs call:public_bottom() ?>
