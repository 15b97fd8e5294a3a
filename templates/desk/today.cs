<?cs #
  GET /desk/today  the leader's page: what is out of the ordinary, and nothing else.
  Page.Made  as of when     Page.Nothing  1: nothing is
  Page.DueCount   Page.Due.N  rows as on the queue page, with the handling limit as their due     Page.DueNote  how many of all    Page.DueMore  what is not listed, may be absent
  Page.Control.N.Name .What (what is counted) .Icon .High (1: too many; else too few) .Now .Usual ("0–9") .Mean ("4.1") .Url
  Page.ControlNote  which day is compared with which, or why none is
  Page.Clusters.N.Name (class) .Grid .Count .From .Until .Lat .Lon .Cases.K.Label .Url .Place .More (cases not named)     Page.ClusterNote
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page today">
<div class="title"><h1><?cs var:Text.today.page ?></h1><span class="soft"><?cs var:Text.board.made ?> <?cs var:Page.Made ?></span><span class="grow"></span><a class="btn" href="/desk/board"><?cs call:icon("eye") ?><?cs var:Text.board.page ?></a></div>
<?cs call:flash() ?>
<?cs if:Page.Nothing ?><div class="card calm-day"><?cs call:icon("ok") ?><p><?cs var:Text.today.nothing ?></p></div><?cs /if ?>
<?cs if:Page.Due.0.Url ?><section class="card"><h2><?cs call:icon("clock") ?> <?cs var:Text.today.due ?> <span class="badge late"><?cs var:Page.DueCount ?></span></h2><p class="soft"><?cs var:Page.DueNote ?></p>
<div class="rows scroll" data-rows tabindex="0" role="region" aria-label="<?cs var:Text.today.due ?>"><table><thead><tr><th scope="col"><?cs var:Text.queue.case ?></th><th scope="col"><?cs var:Text.queue.state ?></th><th scope="col"><?cs var:Text.today.limit ?></th></tr></thead><tbody><?cs each:r = Page.Due ?><tr><td><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Title ?></a><?cs call:flag_tags(r.Flags) ?><small><?cs var:r.Place ?></small><small class="ref"><?cs var:r.Number ?></small></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /each ?></tbody></table></div><?cs if:Page.DueMore ?><p class="small soft"><?cs var:Page.DueMore ?></p><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Control.0.Name ?><section class="card"><h2><?cs call:icon("alert") ?> <?cs var:Text.today.control ?></h2>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Text.today.control ?>"><table class="figures-table control"><thead><tr><th scope="col"><?cs var:Text.today.who ?></th><th scope="col"><?cs var:Text.today.what ?></th><th scope="col" class="num"><?cs var:Text.today.now ?></th><th scope="col" class="num"><?cs var:Text.today.usual ?></th><th scope="col" class="num"><?cs var:Text.today.mean ?></th></tr></thead><tbody><?cs each:c = Page.Control ?><tr><th scope="row"><a href="<?cs var:c.Url ?>"><?cs call:icon(c.Icon) ?> <?cs var:c.Name ?></a></th><td><?cs var:c.What ?></td><td class="num"><b><?cs var:c.Now ?></b> <?cs if:c.High ?><?cs call:tag("late", "up", Text.today.high) ?><?cs else ?><?cs call:tag("warn", "down", Text.today.low) ?><?cs /if ?></td><td class="num"><?cs var:c.Usual ?></td><td class="num"><?cs var:c.Mean ?></td></tr><?cs /each ?></tbody></table></div>
<p class="small soft"><?cs var:Page.ControlNote ?></p></section><?cs /if ?>
<?cs if:Page.Clusters.0.Name ?><section class="card"><h2><?cs call:icon("pin") ?> <?cs var:Text.today.clusters ?></h2><p class="small soft"><?cs var:Page.ClusterNote ?></p><ul class="clusters"><?cs each:c = Page.Clusters ?><li><h3><?cs var:c.Name ?> <?cs call:tag("late", "", c.Count) ?></h3><p class="soft"><?cs if:c.Grid ?><?cs var:c.Grid ?> · <?cs /if ?><?cs var:c.From ?> – <?cs var:c.Until ?></p><ul class="cluster-cases"><?cs each:k = c.Cases ?><li><a href="<?cs var:k.Url ?>"><?cs var:k.Label ?></a> <span class="soft"><?cs var:k.Place ?></span></li><?cs /each ?></ul><?cs if:c.More ?><p class="small soft">+<?cs var:c.More ?></p><?cs /if ?></li><?cs /each ?></ul></section><?cs /if ?>
<?cs if:!Page.Control.0.Name ?><p class="small soft"><?cs var:Page.ControlNote ?></p><?cs /if ?>
</div>
<?cs call:desk_bottom() ?>
