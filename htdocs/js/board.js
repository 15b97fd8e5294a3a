/*
 * The duty screen makes itself again without a flicker: its parts are taken
 * from the page as the office draws it now.  Without a script the browser
 * loads it anew (a refresh in the head).  A line says when the office does not
 * answer: an old number on a wall is worse than none.
 */
"use strict";

(function () {
	const main = document.querySelector("main[data-board]");
	const every = main ? Number(main.dataset.board) * 1000 : 0;
	let ok = Date.now(), timer = 0, tag = "";

	if (!main || !window.fetch)
		return;

	async function again() {
		const stale = document.getElementById("stale");

		try {
			const r = await fetch(location.href, { cache: "no-store", credentials: "same-origin",
				headers: { "Accept": "text/html" } });
			const page = r.ok && !r.redirected ? new DOMParser().parseFromString(await r.text(), "text/html") : null;

			if (r.redirected) {
				location.reload();	/* signed out */
				return;
			}
			if (page && page.querySelector("main[data-board] .page")) {
				const focus = document.activeElement.getAttribute("href");

				main.querySelector(".page").replaceWith(page.querySelector("main[data-board] .page"));
				document.querySelector(".board-clock").replaceWith(page.querySelector(".board-clock"));
				if (focus && main.querySelector("a[href='" + CSS.escape(focus) + "']"))
					main.querySelector("a[href='" + CSS.escape(focus) + "']").focus();
				ok = Date.now();
			}
		} catch (e) {
			/* said below */
		}
		stale.hidden = Date.now() - ok < 2 * every;
		plan();
	}

	function plan() {
		clearTimeout(timer);
		timer = setTimeout(again, every);
	}

	/* The pulse costs the office next to nothing: what it tells is shown at once. */
	async function pulse() {
		try {
			const r = document.hidden ? null : await fetch("/desk/pulse", { cache: "no-store", credentials: "same-origin",
				headers: { "Accept": "application/json", "If-None-Match": tag } });

			if (r && r.status === 200) {
				if (tag !== "")
					again();
				tag = r.headers.get("ETag") || "";
			}
		} catch (e) {
			/* the next turn of the page says so */
		}
		setTimeout(pulse, every / 4);
	}

	plan();
	pulse();
	document.addEventListener("visibilitychange", () => {
		if (!document.hidden && Date.now() - ok > every)
			again();
	});
})();
