<?cs #
  GET /receipt (cookie with the form key, 30 minutes), the page after a report was taken.
  Page.Receipt.Number .Code  the complaint number and the 12-character code, grouped by four
  .ReceivedAt (local text) .Class .Place .Photos (how many, a text)  .Track  address of the follow page as text
  Page.Privacy.Url .Label  the notice that was kept with it
  Page.Promise.Seen .Limit  what experience and rule say   .Next  what happens next, a sentence     .NextDue  by when, local text
  Page.Receipt.Link  /track#NUMBER.CODE    Page.Receipt.Pdf  address of the PDF, may be absent    the QR code is /receipt.svg
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap narrow page stack">
<?cs call:flash() ?>
<div class="slip">
<div class="slip-head"><?cs call:icon("ok") ?><h1><?cs var:Text.receipt.title ?></h1></div>
<div class="slip-body"><div class="stack">
<dl class="facts"><div class="span"><dt><?cs var:Text.receipt.number ?></dt><dd class="big-no"><?cs var:Page.Receipt.Number ?></dd></div>
<div class="span"><dt><?cs var:Text.receipt.code ?></dt><dd class="big-no"><?cs var:Page.Receipt.Code ?></dd></div>
<div><dt><?cs var:Text.receipt.time ?></dt><dd class="num"><?cs var:Page.Receipt.ReceivedAt ?></dd></div>
<div><dt><?cs var:Text.receipt.class ?></dt><dd><?cs var:Page.Receipt.Class ?></dd></div>
<?cs if:Page.Receipt.Place ?><div class="span"><dt><?cs var:Text.receipt.place ?></dt><dd><?cs var:Page.Receipt.Place ?></dd></div><?cs /if ?>
<?cs if:Page.Receipt.Photos ?><div><dt><?cs var:Text.receipt.photos ?></dt><dd><?cs var:Page.Receipt.Photos ?></dd></div><?cs /if ?></dl>
<p class="note warn"><?cs call:icon("lock") ?><span><?cs var:Text.receipt.keep ?></span></p>
</div>
<figure class="qr"><img src="/receipt.svg" width="176" height="176" alt="<?cs var:Text.receipt.qr_alt ?>"><figcaption><?cs var:Text.receipt.qr ?><br><span class="code"><?cs var:Page.Receipt.Track ?></span></figcaption></figure>
</div></div>
<div class="card"><h2><?cs var:Text.receipt.next ?></h2><p><?cs var:Page.Receipt.Next ?></p><?cs if:Page.Receipt.NextDue ?><p class="row"><?cs call:icon("clock") ?><span><?cs var:Text.receipt.due ?> <b class="num"><?cs var:Page.Receipt.NextDue ?></b></span></p><?cs /if ?></div>
<div class="card"><h2><?cs var:Text.promise.title ?></h2><?cs call:outlook(Page.Promise) ?></div>
<?cs call:privacy_kept() ?>
<p class="row noprint"><a class="btn primary" href="<?cs var:Page.Receipt.Link ?>"><?cs call:icon("search") ?><?cs var:Text.receipt.follow ?></a>
<button type="button" data-print hidden><?cs call:icon("print") ?><?cs var:Text.receipt.print ?></button>
<?cs if:Page.Receipt.Pdf ?><a class="btn" href="<?cs var:Page.Receipt.Pdf ?>"><?cs call:icon("download") ?><?cs var:Text.receipt.pdf ?></a><?cs /if ?>
<button type="button" data-remember data-number="<?cs var:Page.Receipt.Number ?>" data-code="<?cs var:Page.Receipt.Code ?>" data-what="<?cs var:Page.Receipt.Class ?>" data-when="<?cs var:Page.Receipt.ReceivedAt ?>" hidden><?cs call:icon("folder") ?><?cs var:Text.mine.keep ?></button><span data-remembered role="status" hidden><?cs call:icon("ok") ?> <?cs var:Text.mine.kept ?></span>
<a class="btn bare" href="/report"><?cs var:Text.receipt.again ?></a></p>
</div>
<script src="/js/mine.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/receipt.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs call:public_bottom() ?>
