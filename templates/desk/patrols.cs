<?cs #
  GET /desk/patrols?day=D&shift=N  the chief: who is where, each plan against what was walked, coverage, and the plan.
  Page.Now.N.Who .Url .Since .Seen .Point (the last two may be absent)      Page.Day (YYYY-MM-DD)
  Page.Plans.N.Id .Form .Cell .Shift .Post .Duty .Who .Url .State .Tone .Walked (may be absent)
  Page.Coverage.N.Name .Cells .Walked .Walks .Percent
  Form.shift, Form.cell, Form.user, Form.form .Options.K      Form.post, Form.duty      Page.Errors.N
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.patrol.chief_title ?></h1>
<?cs call:flash() ?><?cs call:error_summary() ?>
<section class="card"><h2><?cs var:Text.patrol.now ?></h2>
<div class="map noprint" data-map data-geo="/desk/patrols/now" data-live data-grid="/api/grid.geojson?layer=base" data-tile="<?cs var:Site.TileUrl ?>" data-credit="<?cs var:Site.TileCredit ?>" role="group" aria-label="<?cs var:Text.map.label ?>"></div>
<?cs if:Page.Now.0.Who ?><div class="scroll"><table><thead><tr><th scope="col"><?cs var:Text.patrol.who ?></th><th scope="col"><?cs var:Text.patrol.since ?></th><th scope="col"><?cs var:Text.patrol.seen ?></th><th scope="col"><?cs var:Text.patrol.where ?></th></tr></thead><tbody><?cs each:n = Page.Now ?><tr><td><a href="<?cs var:n.Url ?>"><?cs var:n.Who ?></a></td><td class="num"><?cs var:n.Since ?></td><td class="num"><?cs var:n.Seen ?></td><td class="num"><?cs var:n.Point ?></td></tr><?cs /each ?></tbody></table></div><?cs else ?><p class="soft"><?cs var:Text.patrol.nobody ?></p><?cs /if ?></section>
<form class="row" action="/desk/patrols" method="get" data-auto><label for="day"><?cs var:Text.patrol.day ?></label><input class="auto" id="day" name="day" type="date" value="<?cs var:Page.Day ?>"><label for="shift"><?cs var:Text.patrol.when ?></label><select class="auto" id="shift" name="shift"><?cs call:option_list(Form.shift) ?></select><button><?cs var:Text.patrol.show ?></button></form>
<section class="card"><h2><?cs var:Text.patrol.coverage ?></h2><?cs call:coverage() ?></section>
<section class="card"><h2><?cs var:Text.patrol.against ?></h2><?cs if:Page.Plans.0.Id ?><div class="scroll"><table><thead><tr><th scope="col"><?cs var:Text.patrol.grid ?></th><th scope="col"><?cs var:Text.patrol.form ?></th><th scope="col"><?cs var:Text.patrol.who ?></th><th scope="col"><?cs var:Text.patrol.post ?></th><th scope="col"><?cs var:Text.patrol.stands ?></th><th scope="col"><?cs var:Text.patrol.change ?></th></tr></thead><tbody><?cs each:p = Page.Plans ?><tr><td><?cs var:p.Cell ?></td><td><?cs var:p.Form ?></td><td><a href="<?cs var:p.Url ?>"><?cs var:p.Who ?></a></td><td><?cs var:p.Post ?><br><span class="small soft"><?cs var:p.Duty ?></span></td><td><?cs call:tag(p.Tone, "", p.State) ?><?cs if:p.Walked ?><br><span class="small num"><?cs var:p.Walked ?></span><?cs /if ?></td><td><form action="/desk/patrols/plan/end" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:p.Id ?>"><button class="small"><?cs var:Text.patrol.plan_end ?></button></form></td></tr><?cs /each ?></tbody></table></div><?cs else ?><p class="soft"><?cs var:Text.patrol.no_plan ?></p><?cs /if ?></section>
<details class="act"><summary><?cs call:icon("plus") ?><?cs var:Text.patrol.plan_add ?></summary><form action="/desk/patrols/plan" method="post" data-once><?cs call:csrf() ?>
<div class="pair"><?cs call:select_input(Form.form, "form", Text.patrol.form, "", "1") ?><?cs call:select_input(Form.cell, "cell", Text.patrol.grid, "", "1") ?></div>
<div class="pair"><div class="field"><label for="plan-shift"><?cs var:Text.patrol.when ?></label><select id="plan-shift" name="shift"><?cs call:option_list(Form.shift) ?></select></div><?cs call:select_input(Form.user, "user", Text.patrol.who, "", "1") ?></div>
<?cs call:text_input(Form.post, "post", "text", Text.patrol.post, "", "off", "60", "1") ?>
<?cs call:text_input(Form.duty, "duty", "text", Text.patrol.duty, "", "off", "200", "1") ?>
<button class="primary wide"><?cs var:Text.patrol.plan_add ?></button></form></details>
</div>
<script src="/js/map.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:desk_bottom() ?>
