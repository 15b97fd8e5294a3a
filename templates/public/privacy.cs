<?cs #
  GET /privacy  the privacy notice in force; ?version=N  any one there was.
  Page.Notice.Label .Since  which one, since when (may be absent)   .Old  1: another one is in force
  Page.Parts.N.Head or .Text  headings and paragraphs, as the office wrote them
  Page.Versions.N.Url .Label .Since  the others, the newest first
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page prose">
<h1><?cs var:Text.privacy.title ?></h1>
<p class="soft"><?cs var:Page.Notice.Label ?><?cs if:Page.Notice.Since ?> · <?cs var:Text.privacy.since ?> <span class="num"><?cs var:Page.Notice.Since ?></span><?cs /if ?></p>
<?cs if:Page.Notice.Old ?><p class="note warn"><?cs call:icon("info") ?><span><?cs var:Text.privacy.old ?> <a href="/privacy"><?cs var:Text.privacy.now ?></a></span></p><?cs /if ?>
<p class="note"><?cs call:icon("shield") ?><span><?cs var:Text.privacy.office ?> <b><?cs var:Site.Name ?></b><?cs if:Site.Phone ?> · <?cs call:phone_link() ?><?cs /if ?></span></p>
<?cs each:p = Page.Parts ?><?cs if:p.Head ?><h2><?cs var:p.Head ?></h2><?cs else ?><p><?cs var:p.Text ?></p><?cs /if ?>
<?cs /each ?><?cs if:Page.Versions.0.Url ?><h2><?cs var:Text.privacy.others ?></h2><ul><?cs each:o = Page.Versions ?><li><a href="<?cs var:o.Url ?>"><?cs var:o.Label ?></a><?cs if:o.Since ?> <span class="small soft num"><?cs var:o.Since ?></span><?cs /if ?></li><?cs /each ?></ul><?cs /if ?>
</div>
<?cs call:public_bottom() ?>
