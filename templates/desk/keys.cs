<?cs #
  GET /desk/keys  the keys, and how this desk behaves; scripts show #keys of it in a window when "?" is pressed.
  Page.Keys.N.Key .What     Page.Next, Page.Single  .Value (1: on)
?><?cs include:"layout.cs" ?><?cs call:desk_top() ?>
<div class="wrap page narrow">
<h1><?cs var:Text.keys.title ?></h1>
<?cs call:flash() ?>
<section class="card" id="keys"><table class="key-list"><thead class="sr"><tr><th scope="col"><?cs var:Text.keys.key ?></th><th scope="col"><?cs var:Text.keys.does ?></th></tr></thead><tbody><?cs each:k = Page.Keys ?><tr><td class="keys"><kbd><?cs var:k.Key ?></kbd></td><td><?cs var:k.What ?></td></tr><?cs /each ?></tbody></table>
<p class="small soft"><?cs var:Text.keys.hint ?></p></section>
<section class="card"><h2><?cs var:Text.keys.settings ?></h2><form action="/desk/keys" method="post"><?cs call:csrf() ?>
<?cs call:check_input(Page.Next, "next", Text.keys.set_next, Text.keys.set_next_hint) ?>
<?cs call:check_input(Page.Single, "single", Text.keys.set_single, Text.keys.set_single_hint) ?>
<button class="primary"><?cs var:Text.keys.save ?></button></form></section>
</div>
<?cs call:desk_bottom() ?>
