/*
 * The outbox of a phone: answers and their photos, kept in IndexedDB from the
 * moment they are written until the office has them.  The pages and the
 * service worker share this file; whoever has a line sends.
 *
 * An answer bears a key of its own from the first moment.  The office takes a
 * key once, so an answer whose "taken" was lost on the way may be sent again.
 * Photos go first and one by one, so that a line that breaks costs one photo.
 */
"use strict";

(function (scope) {
	const HOUR = 3600e3, KEPT = 20 * HOUR;		/* the office keeps a photo without its answer for a day */
	const ME = "/desk/phone", FILE = "/desk/phone/file";
	let opened = null, stop = null;

	/* --- the store ---------------------------------------------------------- */

	function open() {
		if (opened === null)
			opened = new Promise((resolve, reject) => {
				const rq = indexedDB.open("anjuan-phone", 1);

				rq.onupgradeneeded = () => {
					rq.result.createObjectStore("answer", { keyPath: "key" });
					rq.result.createObjectStore("photo", { keyPath: "id" });
					rq.result.createObjectStore("known", { keyPath: "name" });
				};
				rq.onsuccess = () => {
					rq.result.onclose = rq.result.onversionchange = () => {
						rq.result.close();
						opened = null;
					};
					resolve(rq.result);
				};
				rq.onerror = () => {
					opened = null;
					reject(rq.error);
				};
			});
		return opened;
	}

	/* Runs work on stores in one transaction; resolves with the work's result when all is on disk. */
	async function within(names, mode, work) {
		const db = await open();

		return new Promise((resolve, reject) => {
			const tx = db.transaction(names, mode, { durability: "strict" });
			const rq = work(...names.map((n) => tx.objectStore(n)));

			tx.oncomplete = () => resolve(rq ? rq.result : undefined);
			tx.onerror = tx.onabort = () => reject(tx.error);
		});
	}

	const all = () => within(["answer"], "readonly", (a) => a.getAll());
	const one = (key) => within(["answer"], "readonly", (a) => a.get(key));
	const put = (answer) => within(["answer"], "readwrite", (a) => a.put(answer));
	const photo = (id) => within(["photo"], "readonly", (p) => p.get(id));
	const learn = (name, value) => within(["known"], "readwrite", (k) => k.put({ name: name, value: value }));

	async function known(name) {
		const row = await within(["known"], "readonly", (k) => k.get(name));

		return row && row.value;
	}

	const value = (answer, name) => (answer.fields.find((f) => f[0] === name) || [])[1];

	/* Answers with the photos they share, whole or not at all. */
	async function add(answers, files) {
		const moved = await known("moved") || {}, first = answers[0].key;

		for (const a of answers) {
			a.files = files.map((f, i) => ({ id: first + "." + i, name: f.name || "", type: f.type, sent: 0 }));
			if (moved[value(a, "id")] !== undefined && moved[value(a, "id")] === value(a, "version"))
				younger(a);		/* the page is older than one's own last step */
		}
		await within(["answer", "photo"], "readwrite", (a, p) => {
			files.forEach((f, i) => p.put({ id: first + "." + i, blob: f }));
			answers.forEach((one) => a.add(one));
		});
		tell();
	}

	/* A photo goes with the last answer that needs it. */
	async function drop(answer) {
		await within(["answer", "photo"], "readwrite", (a, p) => {
			a.delete(answer.key);
			a.getAll().onsuccess = (e) => {
				const needed = new Set(e.target.result.flatMap((o) => o.files.map((f) => f.id)));

				answer.files.filter((f) => !needed.has(f.id)).forEach((f) => p.delete(f.id));
			};
		});
		tell();
	}

	async function clear() {
		await within(["answer", "photo", "known"], "readwrite", (...stores) => {
			stores.forEach((s) => s.clear());
		});
		tell();
	}

	/* --- who listens -------------------------------------------------------- */

	const channel = "BroadcastChannel" in scope ? new BroadcastChannel("anjuan-outbox") : null;

	/* Other pages and this one: something has changed. */
	function tell() {
		if (channel)
			channel.postMessage("changed");
		if (api.changed)
			api.changed();
	}

	/* --- sending ------------------------------------------------------------ */

	function token() {
		const bytes = crypto.getRandomValues(new Uint8Array(24));

		return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
	}

	function ask(url, body, seconds) {
		const headers = { Accept: "application/json" };
		const late = AbortSignal.timeout(seconds * 1000);

		return fetch(url, { method: body ? "POST" : "GET", body: body, headers: headers, redirect: "manual",
			cache: "no-store", credentials: "same-origin",
			signal: AbortSignal.any ? AbortSignal.any([stop.signal, late]) : stop.signal });
	}

	/* Who is signed in, with a fresh token and his tasks; null: nobody. */
	async function me() {
		if (!stop || stop.signal.aborted)
			stop = new AbortController();
		const r = await ask(ME, null, 30);

		if (r.status === 401)
			return null;
		if (!r.ok)
			throw new Error("no answer");
		return r.json();
	}

	/* What to make of a status: taken, again later, sign in, or refused with the office's words. */
	async function verdict(r) {
		if (r.ok)
			return { what: "taken" };
		if (r.status === 401)
			return { what: "login" };
		if (r.status === 408 || r.status === 429 || r.status >= 500)
			return { what: "later" };
		const said = await r.json().catch(() => ({}));

		return { what: "refused", status: r.status, field: said.field, text: said.message || "" };
	}

	const isThere = (f) => f.sent && Date.now() - f.sent < KEPT;

	/* Other answers that wait for the same photo: it passes the line once. */
	async function sharing(answer, id) {
		const needs = (a) => a.files.some((f) => f.id === id && !isThere(f));

		return (await all()).filter((a) => a.key !== answer.key && a.state !== "refused" && needs(a));
	}

	async function sendPhotos(answer, csrf) {
		for (const f of answer.files) {
			if (isThere(f))
				continue;
			const body = new FormData(), row = await photo(f.id), others = await sharing(answer, f.id);

			body.append("csrf", csrf);
			body.append("key", answer.key);
			if (others.length > 0)
				body.append("also", others.map((o) => o.key).join(" "));
			body.append("photo", row.blob, f.name || "photo.jpg");
			const v = await verdict(await ask(FILE + answer.lang, body, 600));

			if (v.what !== "taken")
				return v;
			f.sent = Date.now();
			await put(answer);
			for (const o of others) {
				o.files.find((g) => g.id === f.id).sent = f.sent;
				await put(o);
			}
		}
		return null;
	}

	async function sendWords(answer, csrf) {
		const body = new FormData();

		for (const [name, value] of answer.fields)
			body.append(name, value);
		body.append("csrf", csrf);
		body.append("key", answer.key);
		body.append("client_at", answer.written);
		body.append("files", answer.files.length);
		return verdict(await ask(answer.url + answer.lang, body, 120));
	}

	/* One's own step made the case a version younger: what one wrote after it goes on from there. */
	async function follow(taken) {
		const id = value(taken, "id"), version = value(taken, "version");

		if (id === undefined || version === undefined)
			return;
		for (const a of await all())
			if (a.key !== taken.key && value(a, "id") === id && value(a, "version") === version)
				await put(younger(a));
		await learn("moved", { ...await known("moved"), [id]: version });
	}

	function younger(answer) {
		const version = answer.fields.find((f) => f[0] === "version");

		version[1] = String(Number(version[1]) + 1);
		return answer;
	}

	async function sendOne(answer, csrf) {
		let v = await sendPhotos(answer, csrf) || await sendWords(answer, csrf);

		if (v.what === "refused" && v.field === "photo" && answer.files.some((f) => f.sent)) {
			for (const f of answer.files)		/* kept too long: all of them again */
				f.sent = 0;
			v = await sendPhotos(answer, csrf) || await sendWords(answer, csrf);
		}
		if (v.what === "taken") {
			await follow(answer);
			return drop(answer);
		}
		answer.state = v.what === "later" ? "waiting" : v.what;
		answer.said = v.text || "";
		answer.status = v.status || 0;
		await put(answer);
		tell();
		if (v.what !== "refused")
			throw new Error(v.what);
	}

	async function sendAll() {
		if (scope.navigator.onLine === false)
			return "later";
		const answers = (await all()).filter((a) => a.state !== "refused").sort((a, b) => a.written - b.written);

		if (answers.length === 0)
			return "nothing";
		stop = new AbortController();
		const who = await me();

		for (const row of answers) {
			const a = await one(row.key);		/* the one before may have moved its case */

			if (!a || (who && a.user !== who.user))
				continue;
			if (!who) {
				a.state = "login";
				await put(a);
			} else {
				await sendOne(a, who.csrf);
			}
		}
		tell();
		return who ? "sent" : "login";
	}

	/* One sender at a time, of all pages and the worker.  Resolves with sent, nothing, login or later. */
	function send() {
		const run = () => sendAll().catch((e) => e.message === "login" ? "login" : "later");

		return navigator.locks ? navigator.locks.request("anjuan-outbox", run) : run();
	}

	/* The line is gone: what hangs in the air is given up now, not in ten minutes. */
	scope.addEventListener("offline", () => stop && stop.abort());

	const api = { add, all, clear, drop, known, learn, me, one, photo, put, send, token, changed: null };

	if (channel)
		channel.onmessage = () => api.changed && api.changed();
	scope.anjuanOutbox = api;
})(self);
