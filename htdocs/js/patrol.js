/*
 * A patrol that is on: positions while this page is open, kept on the phone
 * until the office has them (htdocs/js/outbox.js has the store).  Nothing is
 * recorded before the patrol has begun, nor after it has ended.
 */
"use strict";

/* When all scripts of the page are there: the store is one of them. */
document.addEventListener("DOMContentLoaded", () => {
	const page = document.querySelector("[data-patrol]"), box = self.anjuanOutbox;
	const state = page && page.querySelector("[data-patrol-state]");
	const EVERY = 15000, FAR = 15, SEND = 60000, BATCH = 100, KEPT = 3000;

	if (!page || !box || !("on" in page.dataset) || !("geolocation" in navigator))
		return;

	let last = null, busy = Promise.resolve();

	/* One after the other: the list is read, changed and written. */
	function then(work) {
		busy = busy.then(work).catch(() => {});
		return busy;
	}

	function metres(a, b) {
		const r = Math.PI / 180, y = (b.latitude - a.latitude) * r;
		const x = (b.longitude - a.longitude) * r * Math.cos(a.latitude * r);

		return 6371000 * Math.hypot(x, y);
	}

	function seen(p) {
		if (last && p.timestamp - last.timestamp < EVERY && metres(last.coords, p.coords) < FAR)
			return;
		last = p;
		const line = [Math.round(p.timestamp), p.coords.latitude.toFixed(6), p.coords.longitude.toFixed(6),
			Math.round(p.coords.accuracy)].join(",");

		then(async () => box.learn("fixes", [...await box.known("fixes") || [], line].slice(-KEPT)));
	}

	async function send() {
		const fixes = await box.known("fixes") || [], who = fixes.length > 0 && await box.me();

		for (let left = fixes; who && left.length > 0;) {
			const body = new FormData(), part = left.slice(0, BATCH);

			body.append("csrf", who.csrf);
			body.append("points", part.join("\n"));
			const r = await fetch("/desk/patrol/fix", { method: "POST", body: body,
				headers: { Accept: "application/json" } });
			if (!r.ok && r.status !== 400)
				throw new Error("not taken");
			left = left.slice(BATCH);
			await box.learn("fixes", left);
		}
		state.textContent = page.dataset.tSent.replace("{0}", new Date().toLocaleTimeString(document.documentElement.lang));
	}

	function flush() {
		then(() => send().catch(async () => {
			state.textContent = page.dataset.tKept.replace("{0}", (await box.known("fixes") || []).length);
		}));
	}

	/* The screen stays on where the phone lets it: a page that sleeps records nothing. */
	async function wake() {
		const lock = navigator.wakeLock && await navigator.wakeLock.request("screen").catch(() => null);

		page.querySelector("[data-patrol-wake]").textContent = lock ? page.dataset.tAwake : page.dataset.tAsleep;
	}

	/* Back in sight: he is told what is missing in his day, and why. */
	let hiddenAt = 0;

	function seenAgain() {
		const note = page.querySelector("[data-patrol-gap]"), from = Math.max(hiddenAt, last ? last.timestamp : 0);
		const minutes = Math.round((Date.now() - from) / 60000);

		if (hiddenAt === 0 || minutes < 1)
			return;
		note.lastElementChild.textContent = page.dataset.tGap.replace("{0}", minutes);
		note.hidden = false;
	}

	function turned() {
		if (document.hidden) {
			hiddenAt = Date.now();
			flush();
		} else {
			seenAgain();
			wake();
		}
	}

	navigator.geolocation.watchPosition((p) => {
		const first = last === null;

		seen(p);
		if (first)
			flush();
	}, () => { state.textContent = page.dataset.tNone; }, { enableHighAccuracy: true, maximumAge: 5000 });
	setInterval(flush, SEND);
	window.addEventListener("online", flush);
	document.addEventListener("visibilitychange", turned);
	wake();
});
