<?cs #
  GET /figures/data  the months' files, the newest first.
  Page.Files.N.Name .Cases .Made .Running (1: the month was not over)  .Formats.K.Format .Url .Size .Sha256
?><?cs include:"layout.cs" ?><?cs include:"public/window_parts.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack window">
<div><h1><?cs var:Text.window.data_title ?></h1><p class="lead"><?cs var:Text.window.data_lead ?></p></div>
<?cs call:window_tabs() ?>
<section class="card"><h2><?cs var:Text.window.data_how ?></h2><p><?cs var:Text.window.data_sums ?></p><p><?cs var:Text.window.data_private ?></p><p><a href="/figures/dictionary"><?cs call:icon("info") ?> <?cs var:Text.window.dictionary_title ?></a></p><p class="small soft"><?cs var:OpenData.Licence ?></p></section>
<?cs if:Page.Files.0.Name ?><section class="card"><h2 id="files"><?cs var:Text.window.files ?></h2><div class="scroll" tabindex="0" role="region" aria-labelledby="files"><table class="figures-table files"><thead><tr><th scope="col"><?cs var:Text.window.month ?></th><th scope="col" class="num"><?cs var:Text.window.cases ?></th><th scope="col" class="takes"><?cs var:Text.window.take ?></th><th scope="col" class="wide"><?cs var:Text.window.counted ?></th></tr></thead><tbody><?cs
each:f = Page.Files ?><tr><th scope="row"><span class="month"><?cs var:f.Name ?></span><?cs if:f.Running ?> <?cs call:tag("warn", "clock", Text.window.tag_running) ?><?cs /if ?></th><td class="num"><?cs var:f.Cases ?></td><td class="takes"><?cs each:o = f.Formats ?><a class="take" href="<?cs var:o.Url ?>" title="SHA-256 <?cs var:o.Sha256 ?>"><?cs call:icon("download") ?><?cs var:o.Format ?><span class="sr"> <?cs var:f.Name ?></span> <small class="soft"><?cs var:o.Size ?></small></a> <?cs /each ?></td><td class="wide"><?cs var:f.Made ?></td></tr><?cs /each ?></tbody></table></div></section><?cs else ?><?cs call:window_none() ?><?cs /if ?>
</div>
<?cs call:public_bottom() ?>
