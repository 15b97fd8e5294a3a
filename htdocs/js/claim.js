/*
 * "I have this case open": said to the office while the page is being worked
 * on, so that a colleague sees it.  It locks nothing.
 */
"use strict";

(function () {
	const box = document.querySelector("[data-claim]");

	if (!box)
		return;
	const half = Number(box.dataset.minutes) * 30000;
	let active = true;

	function body(what) {
		return new URLSearchParams({ csrf: box.dataset.csrf, id: box.dataset.id, version: box.dataset.version, do: what });
	}

	async function say() {
		try {
			const r = await fetch(box.dataset.claim, { method: "POST", body: body("take"),
				headers: { Accept: "application/json" } });
			const who = r.ok ? await r.json() : null;

			if (!who)
				return;
			box.hidden = !who.note;
			if (who.note && box.querySelector("[data-claim-note]").textContent !== who.note)
				box.querySelector("[data-claim-note]").textContent = who.note;
		} catch (e) {
			/* without a line nobody is told; the version decides anyhow */
		}
	}

	for (const kind of ["keydown", "pointerdown", "input"])
		document.addEventListener(kind, () => { active = true; }, { passive: true });
	document.addEventListener("visibilitychange", () => {
		if (!document.hidden)
			say();
	});
	setInterval(() => {
		if (active && !document.hidden)
			say();
		active = false;
	}, half);
	window.addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.claim, body("leave")));
	window.addEventListener("pageshow", (e) => {
		if (e.persisted)
			say();
	});
	say();
})();
