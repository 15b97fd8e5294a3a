<?cs #
  A row of a queue, kept as markup (view_part()).
  Row.Url .Number .Title (class) .Brief (first words) .Place .Grid .Unit .State .StateTone .StateIcon .Received
    .Due .DueIso .DueText .DueTone .DueRuns  .Flags.K.Tone .Icon .Label
    .Pick (case and version, for many at once) .Claim (who has it open, since when)
?><?cs include:"macros.cs" ?><?cs
def:queue_row(r) ?><tr><?cs if:r.Pick ?><td class="pick"><input type="checkbox" name="row" value="<?cs var:r.Pick ?>" aria-label="<?cs var:Text.bulk.pick ?> <?cs var:r.Number ?>"></td><?cs /if ?><td class="ref"><a class="main" href="<?cs var:r.Url ?>"><?cs var:r.Number ?></a></td><td><b><?cs var:r.Title ?></b><?cs call:flag_tags(r.Flags) ?><?cs if:r.Brief ?><small><?cs var:r.Brief ?></small><?cs /if ?></td><td class="place"><?cs var:r.Place ?><?cs if:r.Grid ?><small><?cs var:r.Grid ?></small><?cs /if ?></td><td class="side"><?cs call:tag(r.StateTone, r.StateIcon, r.State) ?><?cs if:r.Unit ?><small><?cs var:r.Unit ?></small><?cs /if ?><?cs if:r.Claim ?><small class="open-by"><?cs call:icon("user") ?><?cs var:r.Claim ?></small><?cs /if ?></td><td class="num nowrap at-desk"><?cs var:r.Received ?></td><td class="side due"><?cs call:due(r) ?></td></tr><?cs /def ?><?cs
call:queue_row(Row) ?>
