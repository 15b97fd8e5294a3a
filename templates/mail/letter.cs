<?cs #
  A letter as HTML; letter_text.cs says the same in plain text.
  Letter.Lang (zh-CN, en)  Letter.Subject  Letter.Office  Letter.Phone (may be absent)  Letter.Settings  address of the reader's wishes
  Letter.ToSender  1: to who complained, else to staff   Letter.Digest  1: several notices
  Letter.Confirm  address that confirms a sender's address, while it is not   Letter.Stop  address of his wishes; both may be absent
  Letter.Items.N.Title .Hazard (1) .Url .Lines.K.Label .Value   one notice each; several are a digest
?><!DOCTYPE html>
<html lang="<?cs var:Letter.Lang ?>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title><?cs var:Letter.Subject ?></title></head>
<body>
<p><?cs if:Letter.ToSender ?><?cs var:Mail.sender.lead ?><?cs elif:Letter.Digest ?><?cs var:Mail.digest.lead ?><?cs else ?><?cs var:Mail.staff.lead ?><?cs /if ?></p>
<?cs if:Letter.Confirm ?><p><b><?cs var:Mail.sender.confirm ?></b><br><a href="<?cs var:Letter.Confirm ?>"><?cs var:Letter.Confirm ?></a></p>
<?cs /if ?><?cs each:i = Letter.Items ?><h2><?cs if:i.Hazard ?>【<?cs var:Mail.hazard ?>】<?cs /if ?><?cs var:i.Title ?></h2>
<table cellpadding="4"><?cs each:l = i.Lines ?>
<tr><th align="left" valign="top"><?cs var:l.Label ?></th><td><?cs var:l.Value ?></td></tr><?cs /each ?>
</table>
<p><a href="<?cs var:i.Url ?>"><?cs if:Letter.ToSender ?><?cs var:Mail.sender.open ?><?cs else ?><?cs var:Mail.staff.open ?><?cs /if ?></a></p>
<?cs /each ?><?cs if:Letter.ToSender ?><p><?cs var:Mail.sender.hint ?></p>
<?cs /if ?><hr>
<p><?cs var:Letter.Office ?><?cs if:Letter.Phone ?> · <?cs var:Mail.phone ?> <?cs var:Letter.Phone ?><?cs /if ?><br>
<?cs if:Letter.ToSender ?><?cs var:Mail.sender.why ?><?cs if:Letter.Stop ?><br><?cs var:Mail.sender.stop ?> <a href="<?cs var:Letter.Stop ?>"><?cs var:Letter.Stop ?></a><?cs /if ?><?cs else ?><?cs var:Mail.staff.foot ?> <a href="<?cs var:Letter.Settings ?>"><?cs var:Letter.Settings ?></a><?cs /if ?></p>
</body>
</html>
