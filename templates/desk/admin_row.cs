<?cs #
  GET /desk/admin/row?thing=unit&id=KEY  one row, what may be done with it, and its changes.  POST /desk/admin/sign-out (csrf, id).
  Page.Name     Page.Key     Page.ListUrl     Page.Facts.N.Label .Value.K .Long
  Page.Buttons.N.Label .Icon .Url     Page.Children.N.Label .Icon .Url  lists below this row
  Page.Channel  1: a server of messages, Page.MayTest, Page.Tests.N.To .When .Who .Tone .State .Result, Form.to .Value .Error
  Page.SignOut  1: the row is a person     Page.Changes.N  as on the page of changes
?><?cs include:"layout.cs" ?><?cs include:"desk/admin_parts.cs" ?><?cs call:desk_top() ?>
<div class="wrap page narrow-wide stack">
<p class="small"><a href="<?cs var:Page.ListUrl ?>"><?cs call:icon("left") ?><?cs var:Page.Title ?></a></p>
<h1><?cs var:Page.Name ?></h1>
<?cs call:flash() ?>
<section class="card"><?cs call:admin_facts(Page.Facts) ?>
<?cs if:Page.Buttons.0.Url || Page.Children.0.Url || Page.SignOut ?><div class="row acts"><?cs each:b = Page.Buttons ?><a class="btn" href="<?cs var:b.Url ?>"><?cs call:icon(b.Icon) ?><?cs var:b.Label ?></a><?cs /each ?><?cs each:k = Page.Children ?><a class="btn" href="<?cs var:k.Url ?>"><?cs call:icon(k.Icon) ?><?cs var:k.Label ?></a><?cs /each ?><?cs if:Page.SignOut ?><form action="/desk/admin/sign-out" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Key ?>"><button><?cs call:icon("out") ?><?cs var:Text.admin.sign_out ?></button></form><?cs /if ?></div><?cs /if ?></section>
<?cs if:Page.Channel ?><section class="card stack"><h2><?cs var:Text.channel.tests ?></h2><p class="soft"><?cs var:Text.channel.tests_help ?></p>
<?cs if:Page.MayTest ?><?cs call:error_summary() ?><form class="filters" action="/desk/admin/test" method="post" data-once><?cs call:csrf() ?><input type="hidden" name="id" value="<?cs var:Page.Key ?>"><div><label for="to"><?cs var:Text.channel.to ?></label><input id="to" name="to" type="text" maxlength="254" required value="<?cs var:Form.to.Value ?>" autocomplete="off"></div><div class="go"><button><?cs call:icon("send") ?><?cs var:Text.channel.test ?></button></div></form><?cs /if ?>
<?cs if:Page.Tests.0.To ?><ul class="plain stack"><?cs each:t = Page.Tests ?><li><?cs call:tag(t.Tone, "", t.State) ?> <?cs var:t.To ?> <small class="soft"><?cs var:t.When ?> · <?cs var:t.Who ?></small><?cs if:t.Result ?><br><small class="code"><?cs var:t.Result ?></small><?cs /if ?></li><?cs /each ?></ul><?cs /if ?></section><?cs /if ?>
<section class="card"><h2><?cs var:Text.admin.history ?></h2><?cs if:Page.Changes.0.Url ?><?cs call:admin_changes(Page.Changes) ?><?cs else ?><p class="soft"><?cs var:Text.admin.no_changes ?></p><?cs /if ?></section>
</div>
<?cs call:desk_bottom() ?>
