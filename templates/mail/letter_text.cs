<?cs #
  A letter's plain text, rendered without escaping (lib/service/notice_letter.c); the names are those of letter.cs.
?><?cs if:Letter.ToSender ?><?cs var:Mail.sender.lead ?><?cs elif:Letter.Digest ?><?cs var:Mail.digest.lead ?><?cs else ?><?cs var:Mail.staff.lead ?><?cs /if ?>
<?cs if:Letter.Confirm ?>
<?cs var:Mail.sender.confirm ?>
  <?cs var:Letter.Confirm ?>
<?cs /if ?><?cs each:i = Letter.Items ?>
<?cs if:i.Hazard ?>【<?cs var:Mail.hazard ?>】<?cs /if ?><?cs var:i.Title ?>
<?cs each:l = i.Lines ?>  <?cs var:l.Label ?>: <?cs var:l.Value ?>
<?cs /each ?>  <?cs var:i.Url ?>
<?cs /each ?>
<?cs if:Letter.ToSender ?><?cs var:Mail.sender.hint ?>
<?cs /if ?>
----
<?cs var:Letter.Office ?><?cs if:Letter.Phone ?>  <?cs var:Mail.phone ?> <?cs var:Letter.Phone ?><?cs /if ?>
<?cs if:Letter.ToSender ?><?cs var:Mail.sender.why ?><?cs if:Letter.Stop ?>
<?cs var:Mail.sender.stop ?> <?cs var:Letter.Stop ?><?cs /if ?><?cs else ?><?cs var:Mail.staff.foot ?> <?cs var:Letter.Settings ?><?cs /if ?>
