/*
 * The list of papers follows what is being made: asked anew every other second
 * while something waits or runs, ten minutes at most; what became ready is said.
 */
"use strict";

(function () {
	const EVERY = 2000, LONGEST = 600000, began = Date.now();
	const list = document.getElementById("papers"), said = document.getElementById("papers-said");

	function running() {
		return [...list.querySelectorAll("tr[data-runs]")].map((tr) => tr.dataset.job);
	}

	function take(fresh) {
		const before = running(), at = document.activeElement;

		/* Nothing is taken away under somebody's hand. */
		if (list.contains(at) && at !== document.body)
			return;
		list.replaceChildren(...fresh.childNodes);
		for (const id of before) {
			const tr = list.querySelector('tr[data-job="' + id + '"]:not([data-runs])');

			if (tr)
				said.textContent = tr.querySelector(".tag").textContent + ": " + tr.querySelector("td b").textContent;
		}
	}

	async function look() {
		if (!document.hidden && running().length > 0) {
			try {
				const r = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
				const fresh = r.ok && !r.redirected &&
				    new DOMParser().parseFromString(await r.text(), "text/html").getElementById("papers");

				if (fresh)
					take(fresh);
			} catch (e) {
				/* the line is away: the next look comes */
			}
		}
		if (running().length > 0 && Date.now() - began < LONGEST)
			setTimeout(look, EVERY);
	}

	if (!location.search.includes("before=") && running().length > 0)
		setTimeout(look, EVERY);
})();
