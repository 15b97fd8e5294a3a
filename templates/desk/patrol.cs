<?cs #
  GET /desk/patrol?user=N&day=D  a patroller's plan and day; his own, with the beginning and the end, or (chief) another's.
  Page.Own  1: one's own, and one may patrol   Page.Since  a time: the patrol is on   Page.Notice  what is told   Page.Days  what is sent back
  Page.Plans.N.Form .Cell .Shift .Post .Duty .Who     Page.Day (YYYY-MM-DD), Page.User (another's number)   Page.Track  the ways, GeoJSON
  Page.Walks.N.Who .From .To      Page.Coverage.N.Name .Cells .Walked .Percent      Page.Errors.N
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page field-page stack" data-patrol<?cs if:Page.Since && Page.Own ?> data-on<?cs /if ?> data-t-sent="<?cs var:Text.patrol.sent ?>" data-t-kept="<?cs var:Text.patrol.kept ?>" data-t-none="<?cs var:Text.phone.no_position ?>" data-t-awake="<?cs var:Text.patrol.awake ?>" data-t-asleep="<?cs var:Text.patrol.asleep ?>" data-t-gap="<?cs var:Text.patrol.gap ?>">
<h1><?cs if:Page.Own ?><?cs var:Text.patrol.title ?><?cs else ?><?cs var:Text.patrol.day_title ?><?cs /if ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<?cs if:Page.Own ?><section class="card"><?cs
if:Page.Since ?><h2><?cs call:icon("pin") ?> <?cs var:Text.patrol.on ?> <?cs var:Page.Since ?></h2><p><b><?cs call:icon("alert") ?> <?cs var:Text.patrol.keep_open ?></b></p><p class="small soft" data-patrol-wake></p>
<div class="note warn" data-patrol-gap role="status" hidden><?cs call:icon("clock") ?><div></div></div>
<p class="soft" data-patrol-state role="status"></p>
<p class="small soft"><?cs var:Page.Notice ?></p>
<form action="/desk/patrol/end" method="post" data-once><?cs call:csrf() ?><button class="wide"><?cs call:icon("stop") ?><?cs var:Text.patrol.end ?></button></form><?cs
else ?><h2><?cs var:Text.patrol.begin ?></h2><p><?cs var:Page.Notice ?></p>
<form action="/desk/patrol/begin" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="days" value="<?cs var:Page.Days ?>"><?cs call:check_input(Form.told, "told", Text.patrol.told, "") ?><button class="primary wide"><?cs call:icon("locate") ?><?cs var:Text.patrol.begin ?></button></form><?cs /if ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.patrol.plan ?></h2><?cs if:Page.Plans.0.Form ?><ul class="plain stack"><?cs each:p = Page.Plans ?><li><div class="row"><?cs call:tag("info", "pin", p.Form) ?><b><?cs var:p.Cell ?></b></div><dl class="facts"><div><dt><?cs var:Text.patrol.when ?></dt><dd><?cs var:p.Shift ?></dd></div><div><dt><?cs var:Text.patrol.post ?></dt><dd><?cs var:p.Post ?></dd></div><div class="span"><dt><?cs var:Text.patrol.duty ?></dt><dd><?cs var:p.Duty ?></dd></div></dl></li><?cs /each ?></ul><?cs else ?><p class="soft"><?cs var:Text.patrol.no_plan ?></p><?cs /if ?></section>
<section class="card"><form class="row" action="/desk/patrol" method="get" data-auto><?cs if:Page.User ?><input type="hidden" name="user" value="<?cs var:Page.User ?>"><?cs /if ?><h2><label for="day"><?cs var:Text.patrol.day ?></label></h2><input class="auto" id="day" name="day" type="date" value="<?cs var:Page.Day ?>"><button><?cs var:Text.patrol.show ?></button></form><?cs if:Page.Walks.0.From ?><ul class="plain"><?cs each:w = Page.Walks ?><li><?cs var:w.Who ?> · <span class="num"><?cs var:w.From ?> – <?cs var:w.To ?></span></li><?cs /each ?></ul>
<div class="map noprint" data-map data-geo="<?cs var:Page.Track ?>" data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" role="group" aria-label="<?cs var:Text.map.label ?>"></div>
<?cs call:coverage() ?><?cs else ?><p class="soft"><?cs var:Text.patrol.no_walk ?></p><?cs /if ?></section>
</div>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/patrol.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
