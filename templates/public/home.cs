<?cs #
  GET /  The citizen's front page.
  Page.Figures.N.Value .Label  three or four true figures (reports this month, closed on time …), may be absent
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap">
<section class="hero"><div>
<h1><?cs var:Text.home.title ?></h1>
<p class="lead"><?cs var:Text.home.lead ?></p>
</div><?cs if:!Page.Large ?><img class="hero-pic" src="/img/street.svg" width="480" height="300" alt=""><?cs /if ?>
</section>
<?cs call:flash() ?>
<div class="doors">
<a class="door main" href="/report"><?cs call:icon("edit") ?><span><b><?cs var:Text.home.report ?></b><span><?cs var:Text.home.report_hint ?></span></span></a>
<a class="door" href="/track"><?cs call:icon("search") ?><span><b><?cs var:Text.home.track ?></b><span><?cs var:Text.home.track_hint ?></span></span></a>
<?cs if:Page.Large && Site.Phone ?><a class="door" href="<?cs var:Site.Dial ?>"><?cs call:icon("phone") ?><span><b><?cs var:Text.home.call ?></b><span><?cs var:Site.Phone ?></span></span></a>
<?cs /if ?></div>
<section class="band"><h2><?cs var:Text.home.way ?></h2>
<ol class="way">
<li><b><?cs var:Text.home.way1 ?></b><span class="soft"><?cs var:Text.home.way1_text ?></span></li>
<li><b><?cs var:Text.home.way2 ?></b><span class="soft"><?cs var:Text.home.way2_text ?></span></li>
<li><b><?cs var:Text.home.way3 ?></b><span class="soft"><?cs var:Text.home.way3_text ?></span></li>
<li><b><?cs var:Text.home.way4 ?></b><span class="soft"><?cs var:Text.home.way4_text ?></span></li>
</ol></section>
<?cs if:Page.Figures.0.Value ?><section class="band"><h2 class="sr"><?cs var:Text.home.figures ?></h2><div class="card figures"><?cs
each:g = Page.Figures ?><div class="figure"><b><?cs var:g.Value ?></b><span class="soft"><?cs var:g.Label ?></span></div><?cs /each ?></div><p><a href="/figures"><?cs call:icon("list") ?> <?cs var:Text.window.home_more ?></a></p></section><?cs /if ?>
<section class="band"><div class="note warn"><?cs call:icon("hazard") ?><div><b><?cs var:Text.home.danger ?></b><?cs if:Page.Lang == "en" ?> <?cs /if ?><?cs var:Text.home.danger_text ?></div></div></section>
</div>
<?cs call:public_bottom() ?>
