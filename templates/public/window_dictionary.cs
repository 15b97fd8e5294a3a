<?cs #
  GET /figures/dictionary  what the columns of the open data mean.
  Page.OpenColumns.N.Id .Kind .Text
?><?cs include:"layout.cs" ?><?cs include:"public/window_parts.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack window">
<div><h1><?cs var:Text.window.dictionary_title ?></h1><p class="lead"><?cs var:Text.window.dictionary_lead ?></p></div>
<?cs call:window_tabs() ?>
<section class="card"><h2><?cs var:Text.window.columns ?></h2><table class="figures-table dictionary"><thead><tr><th scope="col"><?cs var:Text.window.column ?></th><th scope="col"><?cs var:Text.window.meaning ?></th><th scope="col"><?cs var:Text.window.kind ?></th></tr></thead><tbody><?cs
each:c = Page.OpenColumns ?><tr><th scope="row" class="code"><?cs var:c.Id ?></th><td><?cs var:c.Text ?></td><td><?cs var:c.Kind ?></td></tr><?cs /each ?></tbody></table></section>
<section class="card"><h2><?cs var:Text.window.form ?></h2><p><?cs var:Text.window.form_csv ?></p><p><?cs var:Text.window.form_json ?></p><p class="small soft"><?cs var:OpenData.Licence ?></p></section>
</div>
<?cs call:public_bottom() ?>
