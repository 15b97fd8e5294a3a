/*
 * The street's pages on a phone: tasks by due time or by distance, forms that
 * go through the outbox (htdocs/js/outbox.js), what still waits, and pages
 * kept for where there is no line (htdocs/js/phone-sw.js).  Without this
 * script they are ordinary pages and forms.
 */
"use strict";

(function () {
	const words = document.getElementById("phone");
	const box = self.anjuanOutbox;

	if (!words || !box || !("indexedDB" in window))
		return;

	const t = words.dataset;
	const routes = { "/desk/case/act": "/desk/phone/act", "/desk/register": "/desk/phone/register",
		"/desk/spot": "/desk/phone/spot" };
	const PAGES = "anjuan-pages";

	function fill(text, ...values) {
		return values.reduce((s, v, i) => s.replace("{" + i + "}", v), text);
	}

	function icon(name) {
		const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
		const use = document.createElementNS("http://www.w3.org/2000/svg", "use");

		svg.setAttribute("class", "i");
		svg.setAttribute("aria-hidden", "true");
		use.setAttribute("href", "/img/icons.svg#" + name);
		svg.append(use);
		return svg;
	}

	function make(tag, className, ...children) {
		const el = document.createElement(tag);

		el.className = className;
		el.append(...children);
		return el;
	}

	function clock(ms) {
		return new Date(ms).toLocaleString(document.documentElement.lang,
			{ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
	}

	/* --- the line ------------------------------------------------------------- */

	const bar = document.querySelector("[data-line]");

	function showLine() {
		if (!bar)
			return;
		bar.hidden = navigator.onLine;
		bar.querySelector("div").textContent = fill(t.offline, clock(Number(t.made) / 1000));
	}

	/* --- what waits ------------------------------------------------------------ */

	const list = document.querySelector("[data-outbox]");
	let pictures = [];		/* addresses of pictures on the page, given back when it is drawn anew */

	function button(text, name, click) {
		const b = make("button", "", icon(name), text);

		b.type = "button";
		b.addEventListener("click", () => {
			b.disabled = true;
			click();
		});
		return b;
	}

	async function thumbs(answer) {
		const ul = make("ul", "shots");

		for (const f of answer.files) {
			const row = await box.photo(f.id), kind = f.type.split("/")[0];
			const img = document.createElement(kind === "image" ? "img" : kind === "video" ? "video" : "audio");

			if (!row)
				continue;
			img.src = URL.createObjectURL(row.blob);
			pictures.push(img.src);
			img.setAttribute(kind === "image" ? "alt" : "aria-label", t.photo);
			img.controls = kind !== "image";
			img.width = kind === "image" ? 96 : 200;
			ul.append(make("li", "", img));
		}
		return ul.children.length ? ul : "";
	}

	/* An answer written for the case as it was: again, if it is still this person's to give. */
	async function again(answer) {
		const who = await box.me().catch(() => null);
		const id = (answer.fields.find(([name]) => name === "id") || [])[1];
		const task = who && who.tasks.find((k) => String(k.id) === id);

		if (task)
			for (const f of answer.fields)
				if (f[0] === "version")
					f[1] = String(task.version);
		answer.state = "waiting";
		await box.put(answer);
		await send();
	}

	async function item(answer) {
		const li = make("li", "card out " + answer.state);
		const mark = answer.state === "refused" ? "alert" : answer.state === "login" ? "lock" : "clock";
		const says = answer.state === "refused" ? t.refused : answer.state === "login" ? t.login : t.waiting;
		const head = make("p", "row", icon(mark), make("b", "", answer.title));

		li.append(head, make("p", "small soft", answer.step + " · " + fill(t.written, clock(answer.written))),
			make("p", "says", says, answer.said ? " " + answer.said : ""), await thumbs(answer));
		if (answer.state === "refused")
			li.append(make("div", "row", button(t.again, "redo", () => again(answer)),
				button(t.discard, "x", () => discard(answer))));
		return li;
	}

	async function discard(answer) {
		if (window.confirm(t.discardSure))
			await box.drop(answer);
		else
			showOutbox();
	}

	let drawing = Promise.resolve();

	async function draw() {
		const answers = (await box.all()).sort((a, b) => a.written - b.written);
		const mine = answers.filter((a) => a.user === t.user), others = answers.length - mine.length;
		const ul = make("ul", "plain stack");
		const old = pictures;

		pictures = [];
		for (const a of mine)
			ul.append(await item(a));
		list.hidden = answers.length === 0;
		list.dataset.drawn = answers.length;
		list.querySelector("[data-count]").textContent = mine.length;
		list.querySelector("[data-list]").replaceChildren(ul, others > 0 ? fill(t.others, others) : "");
		list.querySelector("[data-login]").hidden = !mine.some((a) => a.state === "login");
		old.forEach((u) => URL.revokeObjectURL(u));
		for (const li of document.querySelectorAll("[data-task-id]"))
			li.querySelector("[data-waits]").hidden = !mine.some((a) => a.state !== "refused" &&
				a.fields.some(([n, v]) => n === "id" && v === li.dataset.taskId));
	}

	/* One drawing after the other: two at once would mix their pictures. */
	function showOutbox() {
		if (list)
			drawing = drawing.then(draw).catch(() => {});
		return drawing;
	}

	async function send() {
		const how = await box.send();

		await showOutbox();
		if (how === "later")
			later();
		return how;
	}

	/* Where the browser can, it wakes the worker when the line is back; else the page looks itself. */
	let timer = 0;

	function later() {
		navigator.serviceWorker && navigator.serviceWorker.ready.then((r) => r.sync &&
			r.sync.register("outbox")).catch(() => {});
		if (timer === 0)
			timer = setTimeout(() => {
				timer = 0;
				if (navigator.onLine)
					send();
				else
					later();
			}, 30000);
	}

	box.changed = showOutbox;
	window.addEventListener("online", () => {
		showLine();
		send();
	});
	window.addEventListener("offline", showLine);
	document.addEventListener("visibilitychange", () => document.hidden || send());

	/* --- forms ------------------------------------------------------------------ */

	function say(form, kind, text) {
		let note = form.querySelector(".note.sent");

		if (!note) {
			note = make("div", "note sent", icon("info"), document.createElement("div"));
			note.setAttribute("role", "status");
			form.querySelector("button.primary, button.wide").before(note);
		}
		note.className = "note sent " + kind;
		note.lastChild.textContent = text;
		note.scrollIntoView({ block: "nearest" });
	}

	function answerOf(form, route) {
		const fields = [], files = [], h1 = document.querySelector("h1");
		const number = document.querySelector(".ref");
		/* The worker that may send it does not know in which language its person reads. */
		const lang = document.documentElement.lang === "en" ? "?lang=en" : "?lang=zh";

		for (const [name, value] of new FormData(form)) {
			if (value instanceof File) {
				if (value.size > 0)
					files.push(value);
			} else if (name !== "csrf" && name !== "key") {
				fields.push([name, value]);
			}
		}
		return { answer: { key: form.elements.key.value, user: t.user, url: route, fields: fields,
			title: h1.textContent.trim() + (number ? " · " + number.textContent.trim() : ""),
			step: form.querySelector("button.primary, button.wide").textContent.trim(),
			written: Date.now(), state: "waiting", said: "", lang: lang }, files: files };
	}

	/* The same answer for each of the other tasks that were ticked: every one has its own key and its own fate. */
	function each(form, answer) {
		const alone = answer.fields.filter(([n]) => n !== "row");
		const others = [...form.querySelectorAll("input[name=row]:checked")].map((tick) => {
			const [id, version] = tick.value.split(".");
			const own = alone.map(([n, v]) => [n, n === "id" ? id : n === "version" ? version : v]);

			return { ...answer, key: box.token(), fields: own, title: tick.parentNode.textContent.trim() };
		});

		return [{ ...answer, fields: alone }, ...others];
	}

	/* Refused at once for what stands in it: back to the form, where everything still is. */
	async function takeBack(form, answers) {
		for (const a of answers)
			await box.drop(a);
		delete form.dataset.sent;
		form.elements.key.value = box.token();
		say(form, "error", answers[0].said || t.refused);
	}

	async function submit(form, route) {
		const { answer, files } = answerOf(form, route);
		const answers = each(form, answer), left = [];

		say(form, "info", t.sending);
		await box.add(answers, files);
		const how = await box.send();

		for (const a of answers)
			left.push(...[await box.one(a.key)].filter(Boolean));
		if (left.length === answers.length && left.every((a) => a.state === "refused" && a.status !== 409))
			return takeBack(form, left);
		if (how === "later")
			later();
		location.assign("/desk/tasks#" + (left.length === 0 ? "sent" :
			left.some((a) => a.state === "refused") ? "refused" : "kept"));
	}

	for (const form of document.querySelectorAll("form[method=post]")) {
		const route = routes[form.getAttribute("action")];

		if (!route || !form.elements.key)
			continue;
		form.elements.key.value = box.token();		/* a kept page is opened more than once */
		form.addEventListener("submit", (e) => {
			if (e.defaultPrevented || form.dataset.bare)
				return;
			e.preventDefault();
			submit(form, route).catch(() => {
				form.dataset.bare = "1";	/* no room, no store: the ordinary way */
				delete form.dataset.sent;
				form.requestSubmit();
			});
		});
	}

	/* --- tasks by due time or by distance ------------------------------------------ */

	const jobs = document.querySelector("[data-jobs]");
	const sorts = document.querySelector("[data-sorts]");

	function metres(lat1, lon1, lat2, lon2) {
		const r = Math.PI / 180;
		const a = Math.sin((lat2 - lat1) * r / 2) ** 2 +
		    Math.cos(lat1 * r) * Math.cos(lat2 * r) * Math.sin((lon2 - lon1) * r / 2) ** 2;

		return 2 * 6371000 * Math.asin(Math.sqrt(a));
	}

	function sortBy(near) {
		const rows = [...jobs.children];
		const far = (li) => near && li.dataset.far !== undefined ? Number(li.dataset.far) : Infinity;

		rows.sort((a, b) => far(a) - far(b) || a.dataset.order - b.dataset.order);
		jobs.append(...rows);
		for (const b of sorts.querySelectorAll("button"))
			b.setAttribute("aria-pressed", String((b.dataset.sort === "near") === near));
		try {
			localStorage.setItem("anjuan-sort", near ? "near" : "due");
		} catch (e) {
			/* not remembered, then */
		}
	}

	function measure(at) {
		for (const li of jobs.children) {
			if (!li.dataset.lat)
				continue;
			const far = metres(Number(li.dataset.lat), Number(li.dataset.lon), at.latitude, at.longitude);
			const say = li.querySelector("[data-far-text]");

			li.dataset.far = Math.round(far);
			say.textContent = far < 1000 ? fill(t.metres, Math.round(far)) : fill(t.kilometres, (far / 1000).toFixed(1));
			say.hidden = false;
		}
	}

	function byDistance() {
		const state = sorts.querySelector("[role=status]");

		state.textContent = t.locating;
		navigator.geolocation.getCurrentPosition((p) => {
			state.textContent = "";
			measure(p.coords);
			sortBy(true);
		}, () => {
			state.textContent = t.noPosition;
			sortBy(false);
		}, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
	}

	function startSorts() {
		let last = "due";

		[...jobs.children].forEach((li, i) => { li.dataset.order = i; });
		sorts.hidden = false;
		sorts.addEventListener("click", (e) => {
			const b = e.target.closest("button");

			if (b && b.dataset.sort === "near")
				byDistance();
			else if (b)
				sortBy(false);
		});
		try {
			last = localStorage.getItem("anjuan-sort") || last;
		} catch (e) {
			/* by due time */
		}
		if (last === "near")
			byDistance();
		else if (navigator.permissions)		/* distances stand there without asking who has allowed it */
			navigator.permissions.query({ name: "geolocation" }).then((p) => {
				if (p.state === "granted")
					navigator.geolocation.getCurrentPosition((at) => measure(at.coords), () => {});
			}).catch(() => {});
	}

	if (jobs && sorts && "geolocation" in navigator)
		startSorts();

	/* --- kept for where there is no line ----------------------------------------------- */

	/* Another person on the same phone: what was kept for the one before goes, his unsent answers stay. */
	async function own() {
		if (await box.known("user") !== t.user) {
			await caches.delete(PAGES);
			await box.learn("versions", {});
			await box.learn("user", t.user);
		}
	}

	/* A page with its pictures and scripts: where there is no line a form without its script is half a form. */
	async function keepPage(url) {
		const r = await fetch(url, { credentials: "same-origin" });

		if (!r.ok || r.redirected)
			return false;
		const page = new DOMParser().parseFromString(await r.text(), "text/html");
		for (const el of page.querySelectorAll("img[src^='/desk/photo/'], script[src]"))
			await fetch(el.getAttribute("src")).catch(() => {});
		return true;
	}

	/* This page came before its worker, and a map is looked at where there may be no line. */
	async function keepFixed() {
		const own = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((el) => el.src || el.href);

		for (const url of ["/desk/tasks", "/img/icons.svg", "/vendor/leaflet/leaflet.css",
			"/vendor/leaflet/leaflet.min.js", "/api/grid.geojson?layer=base", ...own])
			await fetch(url, { credentials: "same-origin" }).catch(() => {});
	}

	/* The worker stores what passes it: each task's page is asked for once a version. */
	async function keepTasks() {
		const who = await box.me();

		if (!who || who.user !== t.user)
			return;
		const had = await box.known("versions") || {}, have = {};
		const pages = await caches.open(PAGES);

		for (const task of who.tasks) {
			const there = had[task.id] === task.mark && await pages.match(task.url);

			if (there || await keepPage(task.url))
				have[task.id] = task.mark;
		}
		for (const id of Object.keys(had))
			if (!(id in have))
				await pages.delete("/desk/task?id=" + id);
		await box.learn("versions", have);
		for (const url of ["/desk/register", "/desk/spot"])
			if (document.querySelector("a[href='" + url + "']"))
				await keepPage(url);
		document.documentElement.dataset.kept = Object.keys(have).length;
	}

	/* Until the worker sees what this page asks for. */
	function controlled(registration) {
		if (navigator.serviceWorker.controller)
			return undefined;
		registration.active.postMessage("claim");
		return new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
	}

	async function start() {
		await showOutbox();
		showLine();
		if ("serviceWorker" in navigator && "caches" in window) {
			await own();
			await navigator.serviceWorker.register("/desk/sw.js", { scope: "/desk/", updateViaCache: "none" });
			await controlled(await navigator.serviceWorker.ready);
		}
		await send();
		if (list && navigator.onLine && navigator.serviceWorker && navigator.serviceWorker.controller) {
			await keepFixed();
			await keepTasks();
		}
	}

	/* What has become of the answer just written. */
	const result = { "#sent": [t.sent, "ok"], "#kept": [t.kept, "info"], "#refused": [t.refused, "warn"],
		"#missing": [t.missing, "warn"] }[location.hash];
	const said = document.querySelector("[data-said]");

	if (result && said) {
		said.className = "note flash " + result[1];
		said.lastElementChild.textContent = result[0];
		said.hidden = false;
		history.replaceState(null, "", location.pathname + location.search);
	}

	/* --- signing out takes everything private along, unsent answers too: that is asked first ------ */

	for (const form of document.querySelectorAll("form[action='/desk/logout']"))
		form.addEventListener("submit", async (e) => {
			if (form.dataset.asked)
				return;
			e.preventDefault();
			const waiting = (await box.all().catch(() => [])).length;

			if (!navigator.onLine) {
				window.alert(t.logoutOffline);
				return;
			}
			if (waiting > 0 && !window.confirm(fill(t.logoutSure, waiting)))
				return;
			form.dataset.asked = "1";
			form.requestSubmit();
		});

	start().catch(() => {});
})();
