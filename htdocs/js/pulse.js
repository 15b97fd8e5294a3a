/*
 * The pulse: what is new, without a reload.  Asks every half minute while the
 * page is seen; the office answers 304 while nothing has changed.  Numbers in
 * the menu, on the piles and in the title follow; a line offers the new work.
 */
"use strict";

(function () {
	const box = document.getElementById("pulse");
	const EVERY = 30000, SLOWEST = 300000;
	const title = document.title;
	let tag = "", wait = EVERY, timer = 0, last = 0;

	if (!box || !window.fetch)
		return;

	function badge(count) {
		const link = document.querySelector("nav a[href='/desk/inbox']");
		let mark = link && link.querySelector(".badge");

		if (!link)
			return;
		if (!mark && count !== "") {
			mark = document.createElement("span");
			mark.className = "badge";
			link.append(" ", mark);
		}
		if (mark) {
			mark.textContent = count;
			mark.hidden = count === "";
		}
		document.title = count !== "" ? "(" + count + ") " + title : title;
	}

	/* A pile that has grown since the page was made bears a mark; what is on it one has to ask for. */
	function piles(totals) {
		let more = false;

		for (const pile of document.querySelectorAll("a.pile")) {
			const total = totals[pile.getAttribute("href")], count = pile.querySelector(".count");

			if (total === undefined || !count)
				continue;
			if (pile.dataset.made === undefined)
				pile.dataset.made = count.textContent;
			const grown = total > Number(pile.dataset.made);

			count.textContent = String(total);
			pile.classList.toggle("none", total === 0);
			pile.classList.toggle("grown", grown);
			more = more || grown;
		}
		return more;
	}

	function show(news) {
		const count = news.unread === 0 ? "" : news.unread + (news.many ? "+" : "");

		badge(count);
		box.hidden = !piles(news.piles) && !(location.pathname === "/desk/inbox" && news.unread > Number(box.dataset.unread));
	}

	async function ask() {
		last = Date.now();
		try {
			const r = await fetch("/desk/pulse", { cache: "no-store", credentials: "same-origin",
				headers: { "Accept": "application/json", "If-None-Match": tag } });

			if (r.status === 401 || r.status === 403)
				return;			/* signed out: the next click says so */
			if (r.status === 200) {
				tag = r.headers.get("ETag") || "";
				show(await r.json());
			}
			wait = r.ok || r.status === 304 ? EVERY : Math.min(2 * wait, SLOWEST);
		} catch (e) {
			wait = Math.min(2 * wait, SLOWEST);
		}
		plan(wait);
	}

	/* A little apart, so that two hundred desks do not ask in one breath. */
	function plan(ms) {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (!document.hidden)
				ask();
		}, ms * (0.9 + 0.2 * Math.random()));
	}

	document.addEventListener("visibilitychange", () => {
		if (!document.hidden)
			plan(Math.max(0, wait - (Date.now() - last)));
	});
	plan(EVERY / 10);

	/* A line that is opened is read. */
	for (const a of document.querySelectorAll("a[data-read]"))
		a.addEventListener("click", () => {
			const form = a.closest("tr").querySelector("form");

			if (form)
				fetch(form.action, { method: "POST", keepalive: true, credentials: "same-origin",
					headers: { "Accept": "application/json" }, body: new URLSearchParams(new FormData(form)) }).catch(() => {});
		});
})();
