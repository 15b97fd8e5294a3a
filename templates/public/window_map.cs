<?cs #
  GET /figures/map?month=2026-10 or ?year=2026  cases by place, none with fewer than the office shows.
  Page.Cells  address of the outlines      Page.All  all cases of the period      Page.Least  a sentence
  Page.Places.N.Name .In (the base grid, may be absent) .Code .Rest (1: what is left of the base grid) .Cases .Bar
?><?cs include:"layout.cs" ?><?cs include:"public/window_parts.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack window">
<div><h1><?cs var:Text.window.map_title ?></h1><p class="lead"><?cs var:Text.window.map_lead ?></p></div>
<?cs call:window_tabs() ?>
<?cs if:!Page.Period.Name ?><?cs call:window_none() ?><?cs else ?>
<?cs call:window_period() ?>
<p class="note info"><?cs call:icon("shield") ?><span><?cs var:Page.Least ?></span></p>
<div class="map noprint" data-map data-cells="<?cs var:Page.Cells ?>" data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" role="group" aria-label="<?cs var:Text.window.map_label ?>" hidden></div>
<section class="card"><h2 id="places"><?cs var:Text.window.places ?></h2><?cs if:Page.Places.0.Name ?><table class="figures-table"><thead><tr><th scope="col"><?cs var:Text.window.place ?></th><th scope="col" class="num"><?cs var:Metric.n_filed.Name ?></th><th scope="col" class="wide"><span class="sr"><?cs var:Text.window.share ?></span></th></tr></thead><tbody><?cs
each:p = Page.Places ?><tr><th scope="row"><?cs var:p.Name ?><?cs if:p.Rest ?> <small class="soft"><?cs var:Text.window.rest ?></small><?cs /if ?><?cs if:p.In ?> <small class="soft"><?cs var:p.In ?></small><?cs /if ?></th><td class="num"><?cs var:p.Cases ?></td><td class="wide rate"><?cs call:window_bar(p) ?></td></tr><?cs /each ?></tbody><tfoot><tr><th scope="row"><?cs var:Text.window.all ?></th><td class="num"><?cs var:Page.All ?></td><td class="wide"></td></tr></tfoot></table><?cs else ?><p class="soft"><?cs var:Text.window.no_data ?></p><?cs /if ?></section>
<?cs /if ?>
</div>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/window.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
