<?cs #
  Parts of the pages of the office's own data.
  A fact is .Label .Value.K (lines) .Long; a change is .Url .Number .Thing .Op .Note .From .State .Tone .When .Who .Second.
?><?cs
def:admin_facts(list) ?><dl class="facts"><?cs each:f = list ?><div<?cs if:f.Long ?> class="span"<?cs /if ?>><dt><?cs var:f.Label ?></dt><dd><?cs if:f.Value.1 ?><?cs if:f.Value.12 ?><details class="fold"><summary><?cs var:Text.admin.show_all ?></summary><ul class="plain code small"><?cs each:l = f.Value ?><li><?cs var:l ?></li><?cs /each ?></ul></details><?cs else ?><?cs each:l = f.Value ?><?cs var:l ?><br><?cs /each ?><?cs /if ?><?cs else ?><?cs var:f.Value.0 ?><?cs /if ?></dd></div><?cs /each ?></dl><?cs /def ?><?cs

def:admin_changes(list) ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.admin.change ?></th><th scope="col"><?cs var:Text.admin.from ?></th><th scope="col"><?cs var:Text.admin.state ?></th></tr></thead><tbody><?cs
each:c = list ?>
<tr><td><a class="main" href="<?cs var:c.Url ?>"><?cs var:c.Number ?> · <?cs var:c.Op ?> · <?cs var:c.Thing ?></a><small><?cs var:c.Note ?></small></td><td class="side num"><?cs var:c.From ?></td><td class="side"><?cs call:tag(c.Tone, "", c.State) ?><small><?cs var:c.Who ?> <?cs var:c.When ?><?cs if:c.Second ?> · <?cs var:c.Second ?><?cs /if ?></small></td></tr><?cs /each ?>
</tbody></table></div><?cs /def ?>
