/*
 * The citizen's form: a draft that survives a reload, photos sent one by one
 * with retry, what is asked of the chosen kind.  Without this script
 * the form works all the same.
 */
"use strict";

(function () {
	const DRAFT = "anjuan-draft", CONTACT = "anjuan-contact", SENT = "anjuan-sent", DRAFT_DAYS = 7;
	const PHOTO_HOURS = 20;		/* the office keeps a photo without its form for a day */
	const form = document.getElementById("report");

	function fill(text, a, b) {
		return text.replace("{0}", a).replace("{1}", b);
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

	/* Storage may be switched off; then there is no draft, and nothing else is lost. */
	function load(store, name) {
		try {
			return JSON.parse(store.getItem(name));
		} catch (e) {
			return null;
		}
	}

	function save(store, name, value) {
		try {
			store.setItem(name, JSON.stringify(value));
		} catch (e) {
			/* no draft, then */
		}
	}

	function forget() {
		try {
			localStorage.removeItem(DRAFT);
			sessionStorage.removeItem(CONTACT);
		} catch (e) {
			/* there was none */
		}
	}

	if (document.querySelector("[data-clear-draft]"))
		forget();
	for (const b of document.querySelectorAll("[data-print]")) {
		b.hidden = false;
		b.addEventListener("click", () => window.print());
	}
	if (!form)
		return;

	/* --- where and what, by their names ------------------------------------ */

	const chosen = form.querySelector("[data-chosen]");

	function pickPlace(item) {
		form.elements.address.value = item.name;
		form.elements.lat.value = Number(item.lat).toFixed(6);
		form.elements.lon.value = Number(item.lon).toFixed(6);
		form.elements.lat.dispatchEvent(new Event("change", { bubbles: true }));
		for (const r of form.querySelectorAll("input[name=spot]"))
			r.checked = false;
	}

	/* A class without a picture stands among the found ones, chosen. */
	function pickKind(id, name) {
		let radio = [...form.querySelectorAll("input[name=class]")].find((r) => r.value === String(id));

		if (!radio) {
			const label = document.createElement("label"), words = document.createElement("span");

			radio = document.createElement("input");
			radio.type = "radio";
			radio.name = "class";
			radio.value = String(id);
			words.textContent = name;
			label.className = "choice";
			label.append(radio, words);
			chosen.replaceChildren(label);
		}
		radio.checked = true;
		radio.dispatchEvent(new Event("change", { bubbles: true }));
	}

	form.addEventListener("anjuan:chosen", (e) => {
		if (e.detail.kind === "place")
			pickPlace(e.detail.item);
		else
			pickKind(e.detail.item.id, e.detail.item.name);
		e.detail.input.value = e.detail.item.name;
		saveDraft();
	});

	/* --- what is said and asked of the chosen kind ------------------------- */

	const asks = form.querySelector("[data-asks]");
	let askTurn = 0;

	function kind() {
		const on = form.querySelector("input[name=class]:checked");

		return on ? on.value : null;
	}

	function note(text, dial, look) {
		const box = document.createElement("div"), inner = document.createElement("div"), p = document.createElement("p");

		box.className = "note " + look;
		p.textContent = text;
		inner.append(p);
		if (dial) {
			const a = document.createElement("a"), line = document.createElement("p");

			a.className = "btn calm";
			a.href = "tel:" + dial;
			a.append(icon("phone"), fill(asks.dataset.call, dial));
			line.append(a);
			inner.append(line);
		}
		box.append(icon(look === "warn" ? "alert" : "info"), inner);
		return box;
	}

	function question(ask, no) {
		const name = "answer" + no, given = asks.dataset[name] || "";
		const field = document.createElement(ask.answers.length > 0 ? "fieldset" : "div");
		const label = document.createElement(ask.answers.length > 0 ? "legend" : "label");
		const optional = document.createElement("span");

		field.className = "field";
		optional.className = "opt";
		optional.textContent = asks.dataset.optional;
		label.append(ask.text, " ", optional);
		field.append(label);
		if (ask.answers.length === 0) {
			const input = document.createElement("input");

			input.name = input.id = label.htmlFor = name;
			input.maxLength = 200;
			input.value = given;
			field.append(input);
			return field;
		}
		const list = document.createElement("div");
		list.className = "choices";
		ask.answers.forEach((text, i) => {
			const l = document.createElement("label"), r = document.createElement("input"), words = document.createElement("span");

			r.type = "radio";
			r.name = name;
			r.value = String(i + 1);
			r.checked = given === r.value;
			words.textContent = text;
			l.className = "choice";
			l.append(r, words);
			list.append(l);
		});
		field.append(list);
		return field;
	}

	/* Where an answer ends the form, it says so at once; the office decides when it is sent. */
	function end(ask, no) {
		const box = note(ask.text, ask.dial, "warn");
		const show = () => {
			const on = no > 0 ? asks.querySelector("input[name=answer" + no + "]:checked") : null;

			box.hidden = no > 0 && !(on && on.value === String(ask.answer));
		};

		if (ask.go_on) {
			const l = document.createElement("label"), c = document.createElement("input"), words = document.createElement("span");

			c.type = "checkbox";
			c.name = "anyway";
			c.value = "1";
			words.textContent = asks.dataset.anyway;
			l.className = "check";
			l.append(c, words);
			box.lastChild.append(l);
		}
		asks.addEventListener("change", show);
		show();
		return box;
	}

	function showAsks(list, id) {
		const numbers = {};
		let no = 0;

		asks.replaceChildren();
		for (const a of list) {
			if (a.form === 2 && no < 3) {
				numbers[a.seq] = ++no;
				asks.append(question(a, no));
			} else if (a.form === 1) {
				asks.append(note(a.text, a.dial, "info"));
			}
		}
		for (const a of list)
			if (a.form === 3 && (a.after === 0 || numbers[a.after]))
				asks.append(end(a, a.after === 0 ? 0 : numbers[a.after]));
		form.elements.asked.value = id;
	}

	/* Not reached, it is asked on a page of its own when the form is sent. */
	function loadAsks() {
		const id = kind(), mine = ++askTurn;

		asks.replaceChildren();
		form.elements.asked.value = "";
		if (!id)
			return;
		fetch(asks.dataset.asks + id, { headers: { Accept: "application/json" } }).then((r) => r.json())
		    .then((answer) => mine === askTurn ? showAsks(answer.asks, id) : undefined).catch(() => {});
	}

	form.addEventListener("change", (e) => {
		if (e.target.name !== "class")
			return;
		for (const n of ["answer1", "answer2", "answer3"])
			delete asks.dataset[n];
		loadAsks();
	});

	/* --- how much is written ---------------------------------------------- */

	for (const area of form.querySelectorAll("textarea[data-max]")) {
		const counter = document.createElement("span");
		const show = () => {
			const n = [...area.value.trim()].length;

			counter.textContent = fill(form.dataset.tCount, n, area.dataset.max);
		};

		counter.className = "counter";
		area.after(counter);
		area.addEventListener("input", show);
		show();
	}

	/* --- photos, each alone ----------------------------------------------- */

	const input = form.querySelector("input[name=photo]");
	const list = form.querySelector("[data-kept]");
	const state = form.querySelector("[data-send-state]");
	const max = Number(form.dataset.photoMax) || 6;
	const maxBytes = Number(form.dataset.photoBytes) || 20 << 20;
	const kinds = /^image\/(jpeg|png|webp|heic|heif)$/;
	let photos = [];		/* {id, name, li, say, state: sending, sent, failed} */

	function key() {
		return form.elements.key.value;
	}

	function preview(file, box) {
		if (!window.createImageBitmap)
			return;
		createImageBitmap(file, { resizeWidth: 320, resizeQuality: "medium" }).then((bitmap) => {
			const canvas = document.createElement("canvas");

			canvas.width = bitmap.width;
			canvas.height = bitmap.height;
			canvas.getContext("2d").drawImage(bitmap, 0, 0);
			box.replaceWith(canvas);
		}).catch(() => {});	/* a kind this browser cannot draw: the name stands there */
	}

	function refresh() {
		list.hidden = photos.every((p) => p.gone);
		saveDraft();
	}

	function button(text, name, click) {
		const b = document.createElement("button");

		b.type = "button";
		b.className = "small bare";
		b.append(icon(name), text);
		b.addEventListener("click", click);
		return b;
	}

	/* Taken away at the office, too; tried again on a weak line, and nothing is sent before it has answered. */
	function withdraw(p, tries) {
		const body = new FormData();
		const over = () => {
			photos = photos.filter((q) => q !== p);
			refresh();
			settled();
		};

		p.state = "leaving";
		body.append("key", key());
		body.append("drop", p.id);
		fetch(form.dataset.photoUrl, { method: "POST", body: body }).then(over).catch(() => {
			if (tries < 3)
				setTimeout(() => withdraw(p, tries + 1), 1000 << tries);
			else
				over();
		});
	}

	/* One on its way may have arrived already: it is let arrive, and taken away by its number. */
	function drop(p) {
		p.li.remove();
		p.gone = true;
		if (p.state === "sending")
			return;
		if (p.id) {
			withdraw(p, 0);
			return;
		}
		photos = photos.filter((q) => q !== p);
		refresh();
	}

	function busy(p) {
		return p.state === "sending" || p.state === "leaving";
	}

	function say(p, text, withRetry) {
		p.say.textContent = p.name + " · " + text;
		p.tools.replaceChildren(button(form.dataset.tRemove, "x", () => drop(p)));
		if (withRetry)
			p.tools.prepend(button(form.dataset.tRetry, "redo", () => send(p, 0)));
	}

	function item(name) {
		const p = { name: name, li: document.createElement("li") };

		p.box = document.createElement("div");
		p.box.className = "blank";
		p.box.append(icon("photo"));
		p.say = document.createElement("p");
		p.tools = document.createElement("div");
		p.li.append(p.box, p.say, p.tools);
		list.append(p.li);
		photos.push(p);
		return p;
	}

	function failed(p, tries, text) {
		if (tries < 3 && text === undefined) {
			setTimeout(() => send(p, tries + 1), 1000 << tries);
			return;
		}
		p.state = "failed";
		if (p.gone)
			drop(p);
		say(p, text || form.dataset.tFailed, text === undefined);
		settled();
	}

	/* A lost line is tried again by itself; what the server refuses is said. */
	function answered(p, tries) {
		let answer = {};

		try {
			answer = JSON.parse(p.request.responseText);
		} catch (e) {
			/* an error page */
		}
		if (p.request.status === 201 && answer.id) {
			p.state = "sent";
			p.id = answer.id;
			p.at = Date.now();
			p.file = undefined;
			say(p, form.dataset.tSent);
			if (p.gone)
				drop(p);
			refresh();
			settled();
		} else if (p.request.status >= 400 && p.request.status < 500 && p.request.status !== 429) {
			failed(p, tries, answer.message || answer.error || form.dataset.tFailed);
		} else {
			failed(p, tries);
		}
	}

	function send(p, tries) {
		const body = new FormData();

		body.append("key", key());
		body.append("photo", p.file, p.name);
		p.state = "sending";
		p.request = new XMLHttpRequest();
		p.request.open("POST", form.dataset.photoUrl);
		p.request.setRequestHeader("Accept", "application/json");
		p.request.upload.addEventListener("progress", (e) => {
			if (e.lengthComputable)
				p.say.textContent = p.name + " · " +
				    fill(form.dataset.tSending, Math.floor(100 * e.loaded / e.total));
		});
		p.request.addEventListener("load", () => answered(p, tries));
		p.request.addEventListener("error", () => failed(p, tries));
		say(p, fill(form.dataset.tSending, 0));
		p.request.send(body);
	}

	function add(file) {
		const p = item(file.name || "photo.jpg");

		p.file = file;
		if (file.size > maxBytes)
			failed(p, 9, fill(form.dataset.tLarge, maxBytes >> 20));
		else if (file.type !== "" && !kinds.test(file.type))
			failed(p, 9, form.dataset.tType);
		else
			send(p, 0);
		preview(file, p.box);
		document.dispatchEvent(new CustomEvent("anjuan:photo", { detail: { file: file, li: p.li, replace: (other) => {
			drop(p);
			add(other);
			refresh();
		} } }));
	}

	function keep(id, name, at) {
		const p = item(name);

		p.id = id;
		p.at = at || Date.now();
		p.state = "sent";
		say(p, form.dataset.tSent);
	}

	for (const box of document.querySelectorAll("[data-photos]"))
		box.classList.add("scripted");
	for (const li of [...list.children]) {
		const id = li.dataset.id, name = li.textContent.trim();

		li.remove();
		keep(id, name);
	}
	input.addEventListener("change", () => {
		const room = max - photos.filter((p) => p.state !== "failed" && !p.gone).length;
		const files = [...input.files];

		for (const f of files.slice(0, room))
			add(f);
		state.textContent = files.length > room ? fill(form.dataset.tMany, max) : "";
		input.value = "";
		refresh();
	});

	/* --- the draft -------------------------------------------------------- */

	const own = ["description", "address", "lat", "lon", "community"];
	const contact = ["contact_name", "contact_phone", "contact_email"];
	let timer = 0;

	function values(names) {
		const out = {};

		for (const n of names)
			if (form.elements[n] && form.elements[n].value !== "")
				out[n] = form.elements[n].value;
		return out;
	}

	/* What is personal stays with this tab only; the rest a week on this device. */
	function saveNow() {
		const on = form.querySelector("input[name=class]:checked");
		const named = on && on.closest("[data-chosen]") ? on.parentNode.textContent.trim() : undefined;

		timer = 0;
		save(localStorage, DRAFT, { at: Date.now(), key: key(), fields: values(own),
			kind: on ? on.value : null, named: named,
			photos: photos.filter((p) => p.id && !p.gone).map((p) => ({ id: p.id, name: p.name, at: p.at })) });
		save(sessionStorage, CONTACT, values(contact));
	}

	function saveDraft() {
		if (timer === 0)
			timer = setTimeout(saveNow, 400);
	}

	function put(fields) {
		for (const n of Object.keys(fields || {}))
			if (form.elements[n] && form.elements[n].value === "")
				form.elements[n].value = fields[n];
	}

	function offerForget() {
		const box = form.querySelector("[data-draft]");
		const note = document.createElement("div");

		note.className = "note";
		note.append(icon("info"));
		const line = document.createElement("div");
		line.append(form.dataset.tDraft, " ", button(form.dataset.tForget, "x", () => {
			clearTimeout(timer);
			timer = -1;
			forget();
			location.href = location.pathname;
		}));
		note.append(line);
		box.append(note);
		box.hidden = false;
	}

	function restore() {
		const draft = load(localStorage, DRAFT);
		const mine = load(sessionStorage, CONTACT);

		put(mine);
		if (mine && Object.keys(mine).length > 0)
			form.querySelector("details.fold input[name=contact_phone]").closest("details").open = true;
		if (!draft || Date.now() - draft.at > DRAFT_DAYS * 86400e3)
			return;
		if (Object.keys(draft.fields).length === 0 && draft.photos.length === 0)
			return;
		put(draft.fields);
		if (draft.named)
			pickKind(draft.kind, draft.named);
		for (const r of form.querySelectorAll("input[name=class]"))
			r.checked = r.checked || r.value === draft.kind;
		if (form.elements.community && form.elements.community.value !== "" && form.elements.community.closest("details"))
			form.elements.community.closest("details").open = true;
		const fresh = draft.photos.filter((p) => Date.now() - p.at < PHOTO_HOURS * 3600e3);
		if (fresh.length > 0 && fresh.length === draft.photos.length && photos.length === 0) {
			form.elements.key.value = draft.key;
			for (const p of fresh)
				keep(p.id, p.name, p.at);
			list.hidden = false;
		}
		document.dispatchEvent(new CustomEvent("anjuan:typed"));
		offerForget();
	}

	if ("fresh" in form.dataset)
		restore();
	loadAsks();
	form.addEventListener("input", saveDraft);
	form.addEventListener("change", saveDraft);

	/* --- sending ---------------------------------------------------------- */

	const go = form.querySelector("button.primary");
	let waiting = false;

	function settled() {
		if (!waiting || photos.some(busy))
			return;
		waiting = false;
		state.textContent = "";
		go.removeAttribute("aria-disabled");
		form.requestSubmit(go);
	}

	/* Back and send again: the same words within half an hour are the same report. */
	function sendOnce() {
		const on = form.querySelector("input[name=class]:checked");
		const words = JSON.stringify([values(own), on ? on.value : null]);
		const last = load(sessionStorage, SENT);

		if (last && last.words === words && Date.now() - last.at < 1800e3)
			form.elements.key.value = last.key;
		save(sessionStorage, SENT, { key: key(), words: words, at: Date.now() });
	}

	form.addEventListener("submit", (e) => {
		if (e.submitter && e.submitter !== go)
			return;		/* something is looked up, nothing sent */
		if (photos.some(busy)) {
			e.preventDefault();
			waiting = true;
			state.textContent = form.dataset.tWaiting;
			go.setAttribute("aria-disabled", "true");
			return;
		}
		if (photos.some((p) => p.state === "failed" && !p.told)) {
			e.preventDefault();	/* sent without them only when he has been told */
			for (const p of photos)
				p.told = true;
			state.textContent = form.dataset.tUnsent;
			return;
		}
		if (go.getAttribute("aria-disabled") === "true") {
			e.preventDefault();	/* the second click of a double click */
			return;
		}
		go.setAttribute("aria-disabled", "true");
		sendOnce();
	});
	window.addEventListener("pageshow", (e) => {
		go.removeAttribute("aria-disabled");
		if (e.persisted && load(sessionStorage, SENT))
			location.reload();	/* its key is used up: another problem needs a new one */
	});
})();
