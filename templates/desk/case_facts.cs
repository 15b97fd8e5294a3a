<?cs #
  What else one wants to know of a case, kept as markup (view_part()).
  Row.Page.Facts.N.Label .Value .Url (may be absent) .Wide (1: whole line)   in order
?><?cs include:"macros.cs" ?><section class="card"><h2><?cs var:Text.case.facts ?></h2><dl class="facts"><?cs each:f = Row.Page.Facts ?><div<?cs if:f.Wide ?> class="span"<?cs /if ?>><dt><?cs var:f.Label ?></dt><dd><?cs if:f.Url ?><a href="<?cs var:f.Url ?>"><?cs var:f.Value ?></a><?cs else ?><?cs var:f.Value ?><?cs /if ?></dd></div><?cs /each ?></dl></section>
