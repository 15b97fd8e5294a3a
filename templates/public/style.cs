<?cs #
  GET /style  every component the pages are made of.
  Page.Sample.*  the same nodes as on the real pages: .Field, .Select, .Check (form fields), .Photos.N, .Flags.N, .Events.N,
  .Due.N, .Steps.N; all filled by the handler with fixed samples, absent parts are left out
?><?cs include:"layout.cs" ?><?cs call:public_top() ?>
<div class="wrap page stack">
<h1><?cs var:Text.style.title ?></h1>
<p class="lead"><?cs var:Text.style.lead ?></p>
</div>
<?cs call:public_bottom() ?>
