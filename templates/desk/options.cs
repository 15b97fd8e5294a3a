<?cs #
  Options many pages share, rendered once: Options.N.Value .Label
?><?cs each:o = Options ?><option value="<?cs var:o.Value ?>"><?cs var:o.Label ?></option><?cs /each ?>