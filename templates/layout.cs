<?cs #
  The frame of every page.  A page includes this file, calls public_top or desk_top, prints itself, and
  calls public_bottom or desk_bottom.  Names that any page may read:
  Site.Name  the office            Site.Phone  its telephone, as shown   Site.Dial  the same as an address (tel:05550000000)
  Site.BaseUrl  https://host       Site.Version  changes with each release, goes into addresses of style and scripts; may be absent
  Site.TileUrl, Site.TileCredit  optional map tiles ({z}/{x}/{y}) and their credit line
  Page.Title  Page.Lang (zh-CN, en)  Page.Url.zh, Page.Url.en  this page in each language
  Page.Large  1: large type, high contrast, the short path (the elders' look)      Page.Url.look  this page in the other look
  Page.NoKeys  1: single keys do nothing at this desk     Page.Printed  now, for paper; absent: the page is not meant for it
  Page.Figures  1: a page of figures, with their own style    Page.Refresh  seconds; without a script it is loaded again by itself
  Page.Desk  1: the desk program (its error page has the desk's frame)
  Page.Description  for search engines; absent: the office's
  Page.NoIndex  1: not for search engines (public pages that hold a person's own data)
  Nav.N.Label .Url .Here (1 on the present page) .Count (number beside it, may be absent) .Icon (name in icons.svg)
  User.Name .Unit .Roles (a text, may be absent)  User.Can.<PERMISSION> = 1
  Csrf.Token  of the session, for every POST form of the desk
  Page.Unread  how many notices are new in the inbox; absent: none
  Page.Phone  1: somebody of the street: his pages can be kept on the phone    Page.Made  now, in milliseconds
  Flash.Text, Flash.Kind (ok, info, warn, error)  what the last step did
  Text.* and the other names of templates/lang  the language catalogue, always there
?><?cs include:"macros.cs" ?><?cs
def:page_head(kind) ?><!DOCTYPE html>
<html lang="<?cs var:Page.Lang ?>"<?cs if:Page.Large ?> class="large"<?cs /if ?>>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><?cs var:Page.Title ?> – <?cs var:Site.Name ?></title><?cs
if:Page.Description ?>
<meta name="description" content="<?cs var:Page.Description ?>"><?cs
else ?>
<meta name="description" content="<?cs var:Text.layout.description ?>"><?cs
/if ?><?cs if:Page.NoIndex ?>
<meta name="robots" content="noindex"><?cs
/if ?>
<meta name="theme-color" content="#b3261e">
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><?cs
if:Page.Phone ?>
<link rel="manifest" href="/desk/phone/manifest">
<link rel="apple-touch-icon" href="/img/phone-192.png"><?cs
/if ?>
<link rel="stylesheet" href="/css/anjuan.css?v=<?cs var:Site.Version ?>"><?cs
if:Page.Figures ?>
<link rel="stylesheet" href="/css/figures.css?v=<?cs var:Site.Version ?>"><?cs
/if ?><?cs if:Page.Refresh ?>
<noscript><meta http-equiv="refresh" content="<?cs var:Page.Refresh ?>"></noscript><?cs
/if ?>
</head>
<body class="<?cs var:kind ?>" data-left="<?cs var:Text.js.left ?>" data-over="<?cs var:Text.js.over ?>" data-day="<?cs var:Text.js.day ?>" data-hour="<?cs var:Text.js.hour ?>" data-minute="<?cs var:Text.js.minute ?>" data-search="<?cs var:Text.report.class_search ?>"<?cs if:Page.NoKeys ?> data-nokeys<?cs /if ?>>
<a class="skip" href="#main"><?cs var:Text.layout.skip ?></a>
<?cs /def ?><?cs

def:lang_link() ?><?cs if:Page.Lang == "en" ?><a href="<?cs var:Page.Url.zh ?>" lang="zh-CN" hreflang="zh-CN"><?cs call:icon("globe") ?>中文</a><?cs
else ?><a href="<?cs var:Page.Url.en ?>" lang="en" hreflang="en"><?cs call:icon("globe") ?>English</a><?cs /if ?><?cs /def ?><?cs

def:lang_switch() ?><div class="lang"><?cs call:lang_link() ?></div><?cs /def ?><?cs

def:look_link() ?><a class="look" href="<?cs var:Page.Url.look ?>"><?cs call:icon("eye") ?><?cs if:Page.Large ?><?cs var:Text.layout.usual ?><?cs else ?><?cs var:Text.layout.large ?><?cs /if ?></a><?cs /def ?><?cs

def:nav_list() ?><nav aria-label="<?cs var:Text.layout.nav ?>"><ul class="nav"><?cs
each:n = Nav ?>
<li><a href="<?cs var:n.Url ?>"<?cs if:n.Here ?> aria-current="page"<?cs /if ?>><?cs if:n.Icon ?><?cs call:icon(n.Icon) ?><?cs /if ?><?cs var:n.Label ?><?cs
if:n.Count ?> <span class="badge"><?cs var:n.Count ?></span><?cs /if ?></a></li><?cs
/each ?>
</ul></nav><?cs /def ?><?cs

def:brand(url, line) ?><a class="brand" href="<?cs var:url ?>"><img src="/img/mark.svg" width="40" height="40" alt=""><span><b><?cs var:Site.Name ?></b><?cs if:line ?><span><?cs var:line ?></span><?cs /if ?></span></a><?cs /def ?><?cs

def:flash() ?><?cs if:Flash.Text ?><div class="note flash <?cs var:Flash.Kind ?>" role="status"><?cs
if:Flash.Kind == "ok" ?><?cs call:icon("ok") ?><?cs elif:Flash.Kind == "info" ?><?cs call:icon("info") ?><?cs else ?><?cs call:icon("alert") ?><?cs /if ?><div><?cs var:Flash.Text ?></div></div><?cs
/if ?><?cs /def ?><?cs

def:public_top() ?><?cs call:page_head("public") ?><header class="top"><div class="wrap top-in">
<?cs call:brand("/", Text.layout.tagline) ?>
<?cs call:nav_list() ?>
<div class="lang"><?cs call:look_link() ?><?cs call:lang_link() ?></div>
</div></header>
<main id="main" tabindex="-1">
<?cs /def ?><?cs

def:public_bottom() ?></main>
<footer class="foot"><div class="wrap row spread"><span><?cs var:Site.Name ?><?cs
if:Site.Phone ?> · <?cs var:Text.layout.phone ?> <?cs call:phone_link() ?><?cs /if ?></span><span class="row"><a href="/privacy"><?cs var:Text.layout.privacy ?></a><a href="/desk"><?cs var:Text.layout.staff ?></a></span></div></footer>
</body>
</html>
<?cs /def ?><?cs

def:desk_top() ?><?cs call:page_head("desk") ?><header class="top"><div class="wrap top-in">
<?cs call:brand("/desk", "") ?>
<?cs if:User.Name ?><?cs call:nav_list() ?>
<form class="find" action="/desk/find" method="post" role="search"><?cs call:csrf() ?><label class="sr" for="find"><?cs var:Text.find.label ?></label><input id="find" name="q" type="search" maxlength="200" placeholder="<?cs var:Text.find.placeholder ?>" value="<?cs var:Page.Query ?>" autocomplete="off"><button aria-label="<?cs var:Text.find.go ?>"><?cs call:icon("search") ?></button></form>
<details class="me"><summary><?cs call:icon("user") ?><?cs var:User.Name ?></summary><div>
<p><b><?cs var:User.Name ?></b><br><span class="soft small"><?cs var:User.Unit ?><?cs if:User.Roles ?> · <?cs var:User.Roles ?><?cs /if ?></span></p>
<a href="/desk/password"><?cs call:icon("lock") ?><?cs var:Text.layout.password ?></a>
<?cs call:lang_link() ?>
<form action="/desk/logout" method="post"><?cs call:csrf() ?><button class="wide"><?cs call:icon("out") ?><?cs var:Text.layout.logout ?></button></form>
</div></details><?cs else ?><?cs call:lang_switch() ?><?cs /if ?>
</div></header>
<main id="main" tabindex="-1">
<?cs if:Page.Printed ?><p class="paper"><?cs var:Site.Name ?> · <?cs var:Text.layout.printed ?> <?cs var:Page.Printed ?> · <?cs var:User.Name ?></p><?cs /if ?><?cs /def ?><?cs

def:phone_words() ?><div id="phone" hidden data-user="<?cs var:User.Login ?>" data-made="<?cs var:Page.Made ?>" data-offline="<?cs var:Text.phone.offline ?>" data-waiting="<?cs var:Text.phone.waiting ?>" data-login="<?cs var:Text.phone.login ?>" data-refused="<?cs var:Text.phone.refused ?>" data-written="<?cs var:Text.phone.written ?>" data-again="<?cs var:Text.phone.again ?>" data-discard="<?cs var:Text.phone.discard ?>" data-discard-sure="<?cs var:Text.phone.discard_sure ?>" data-others="<?cs var:Text.phone.others ?>" data-photo="<?cs var:Text.phone.photo ?>" data-sending="<?cs var:Text.phone.sending ?>" data-sent="<?cs var:Text.phone.sent ?>" data-kept="<?cs var:Text.phone.kept ?>" data-missing="<?cs var:Text.phone.missing ?>" data-metres="<?cs var:Text.phone.metres ?>" data-kilometres="<?cs var:Text.phone.kilometres ?>" data-locating="<?cs var:Text.place.locating ?>" data-no-position="<?cs var:Text.phone.no_position ?>" data-logout-sure="<?cs var:Text.phone.logout_sure ?>" data-logout-offline="<?cs var:Text.phone.logout_offline ?>"></div>
<script src="/js/outbox.js?v=<?cs var:Site.Version ?>" defer></script>
<script src="/js/phone.js?v=<?cs var:Site.Version ?>" defer></script>
<?cs /def ?><?cs

def:desk_bottom() ?></main>
<footer class="foot noprint"><div class="wrap row spread"><span><?cs var:Site.Name ?></span><span class="keys"><?cs if:User.Name ?><?cs var:Text.layout.keys ?> <kbd>j</kbd> <kbd>k</kbd> <kbd>Enter</kbd> <kbd>x</kbd> <kbd>/</kbd> <a href="/desk/keys" data-keys><?cs var:Text.keys.all ?> <kbd>?</kbd></a><?cs /if ?></span></div></footer>
<?cs if:Page.Phone ?><?cs call:phone_words() ?><?cs /if ?><?cs if:User.Name ?><p class="pulse note info noprint" id="pulse" role="status" data-unread="<?cs if:Page.Unread ?><?cs var:Page.Unread ?><?cs else ?>0<?cs /if ?>" hidden><?cs call:icon("bell") ?><span><?cs var:Text.pulse.more ?> <a href=""><?cs var:Text.pulse.show ?></a></span></p>
<script src="/js/pulse.js?v=<?cs var:Site.Version ?>" defer></script><?cs /if ?><script src="/js/desk.js?v=<?cs var:Site.Version ?>" defer></script>
</body>
</html>
<?cs /def ?>
