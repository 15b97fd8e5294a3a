<?cs #
  Parts of the pages of the office's own data.
  A fact is .Label .Value.K (lines) .Long; a file is .Groups.N.Title .Tone .Open .More .Rows.K (.Line .Code .Name .Column
  .Fault .Overlaps .Cols.J.Label .Old .New) .Overlapping .Same; a change is .Url .Number .Thing .Op .Note .From .State .Tone .When .Who .Second.
?><?cs
def:admin_facts(list) ?><dl class="facts"><?cs each:f = list ?><div<?cs if:f.Long ?> class="span"<?cs /if ?>><dt><?cs var:f.Label ?></dt><dd><?cs if:subcount(f.Value) > 1 ?><?cs if:subcount(f.Value) > 12 ?><details class="fold"><summary><?cs var:Text.admin.show_all ?></summary><ul class="plain<?cs if:!f.Prose ?> code<?cs /if ?> small"><?cs each:l = f.Value ?><li><?cs var:l ?></li><?cs /each ?></ul></details><?cs else ?><?cs each:l = f.Value ?><?cs var:l ?><br><?cs /each ?><?cs /if ?><?cs else ?><?cs var:f.Value.0 ?><?cs /if ?></dd></div><?cs /each ?></dl><?cs /def ?><?cs

def:admin_file(file) ?><?cs if:file.Overlapping ?><div class="note warn"><?cs call:icon("alert") ?><div><?cs var:file.Overlapping ?></div></div><?cs /if ?><?cs each:g = file.Groups ?><details class="fold"<?cs if:g.Open ?> open<?cs /if ?>><summary><?cs call:tag(g.Tone, "", g.Title) ?></summary><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.file.line ?></th><th scope="col"><?cs var:Text.admin.row ?></th><th scope="col"><?cs var:Text.admin.what ?></th></tr></thead><tbody><?cs
each:r = g.Rows ?>
<tr><td class="num"><?cs if:r.Line ?><?cs var:r.Line ?><?cs else ?>–<?cs /if ?></td><td><span class="code"><?cs var:r.Code ?></span><small><?cs var:r.Name ?></small></td><td class="side"><?cs if:r.Fault ?><b><?cs var:r.Column ?></b> <?cs var:r.Fault ?><?cs /if ?><?cs each:c = r.Cols ?><small><?cs var:c.Label ?> <?cs if:c.Old ?><del><?cs var:c.Old ?></del> <?cs /if ?><ins><?cs var:c.New ?></ins></small><?cs /each ?><?cs if:r.Overlaps ?><small><?cs call:icon("alert") ?><?cs var:Text.file.overlaps ?> <?cs var:r.Overlaps ?></small><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div><?cs if:g.More ?><p class="soft small"><?cs var:g.More ?></p><?cs /if ?></details><?cs /each ?><?cs if:file.Same ?><p class="soft"><?cs var:file.Same ?></p><?cs /if ?><?cs /def ?><?cs

def:admin_changes(list) ?><div class="rows scroll" data-rows><table><thead><tr><th scope="col"><?cs var:Text.admin.change ?></th><th scope="col"><?cs var:Text.admin.from ?></th><th scope="col"><?cs var:Text.admin.state ?></th></tr></thead><tbody><?cs
each:c = list ?>
<tr><td><a class="main" href="<?cs var:c.Url ?>"><?cs var:c.Number ?> · <?cs var:c.Op ?> · <?cs var:c.Thing ?></a><small><?cs var:c.Note ?></small></td><td class="side num"><?cs var:c.From ?></td><td class="side"><?cs call:tag(c.Tone, "", c.State) ?><small><?cs var:c.Who ?> <?cs var:c.When ?><?cs if:c.Second ?> · <?cs var:c.Second ?><?cs /if ?></small></td></tr><?cs /each ?>
</tbody></table></div><?cs /def ?>
