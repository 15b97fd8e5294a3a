<?cs #
  A line of a case's ledger, kept as markup (view_part()).
  Row.Seq .Name .When .WhenIso .Written (on the device, where that was another minute) .Who .Role .Unit .From .To .Text.K .Past (the case as it stood then, may be absent) .Late (a text) .Icon .Tone .Notes.K.Label .Value
    .Photos.K .Hash (short)
?><?cs include:"macros.cs" ?><?cs
call:event_line(Row) ?>
