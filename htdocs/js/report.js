/*
 * The citizen's form: what is chosen from lists, a draft that survives a reload,
 * and sending it once.  Its photos are js/photos.js, what is asked of the chosen
 * kind js/asks.js.  Without scripts the form works all the same.
 */
"use strict";

(function () {
	const DRAFT = "anjuan-draft", CONTACT = "anjuan-contact", SENT = "anjuan-sent", FILED = "anjuan-filed", DRAFT_DAYS = 7;
	const PHOTO_HOURS = 20;		/* the office keeps a photo without its form for a day */
	const form = document.getElementById("report");
	const { fill, icon, button } = window.anjuanParts;
	const photos = window.anjuanPhotos(form, saveDraft, settled);

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

	form.addEventListener("change", (e) => {
		const words = form.elements.kind_word, contact = form.querySelector("details:has([name=contact_phone])");

		/* A picture chosen by hand: words that found another kind would mislead. */
		if (e.isTrusted && words && e.target.closest(".kinds"))
			words.value = "";
		/* Who wants to be reached is shown where to write it. */
		if (e.target.name === "way" && contact)
			contact.open = e.target.value !== "anonymous";
	});

	form.addEventListener("anjuan:chosen", (e) => {
		if (e.detail.kind === "place")
			pickPlace(e.detail.item);
		else
			pickKind(e.detail.item.id, e.detail.item.name);
		e.detail.input.value = e.detail.item.name;
		saveDraft();
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
		save(localStorage, DRAFT, { at: Date.now(), key: form.elements.key.value, fields: values(own),
			kind: on ? on.value : null, named: named,
			photos: photos.kept() });
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

	function openFold(field) {
		if (field.closest("details"))
			field.closest("details").open = true;
	}

	function restore() {
		const draft = load(localStorage, DRAFT);
		const mine = load(sessionStorage, CONTACT);

		put(mine);
		if (mine && Object.keys(mine).length > 0)
			openFold(form.elements.contact_phone);
		if (!draft || Date.now() - draft.at > DRAFT_DAYS * 86400e3)
			return;
		if (Object.keys(draft.fields).length === 0 && draft.photos.length === 0)
			return;
		put(draft.fields);
		if (draft.named)
			pickKind(draft.kind, draft.named);
		for (const r of form.querySelectorAll("input[name=class]"))
			r.checked = r.checked || r.value === draft.kind;
		if (form.elements.community && form.elements.community.value !== "")
			openFold(form.elements.community);
		const fresh = draft.photos.filter((p) => Date.now() - p.at < PHOTO_HOURS * 3600e3);
		if (fresh.length > 0 && fresh.length === draft.photos.length && photos.none()) {
			form.elements.key.value = draft.key;
			photos.restore(fresh);
		}
		document.dispatchEvent(new CustomEvent("anjuan:typed"));
		offerForget();
	}

	if ("fresh" in form.dataset)
		restore();
	form.addEventListener("input", saveDraft);
	form.addEventListener("change", saveDraft);

	/* --- sending ---------------------------------------------------------- */

	const go = form.querySelector("button.primary");
	const state = form.querySelector("[data-send-state]");
	let waiting = false;

	function settled() {
		if (!waiting || photos.busy())
			return;
		waiting = false;
		state.textContent = "";
		go.removeAttribute("aria-disabled");
		form.requestSubmit(go);
	}

	/* What the form says, short enough to be compared and too short to be read. */
	function gist() {
		const on = form.querySelector("input[name=class]:checked");
		let h = 5381;

		for (const c of JSON.stringify([values(own), on ? on.value : null]))
			h = (Math.imul(h, 33) ^ c.codePointAt(0)) >>> 0;
		return h;
	}

	function recent(store, name, what) {
		const last = load(store, name);

		return last && Date.now() - last.at < 1800e3 && (what === undefined || last.words === what) ? last : null;
	}

	/* Back and send again, or in two tabs: the same words within half an hour are the same report. */
	function sendOnce() {
		const words = gist();
		const last = recent(sessionStorage, SENT, words) || recent(localStorage, FILED, words);

		if (last)
			form.elements.key.value = last.key;
		save(sessionStorage, SENT, { key: form.elements.key.value, words: words, at: Date.now() });
	}

	/* Its key has filed something else, in another tab: this is a report of its own, with a key and photos of its own. */
	function usedUp() {
		const filed = recent(localStorage, FILED);

		if (!filed || filed.key !== form.elements.key.value || filed.words === gist())
			return false;
		form.elements.key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
		document.dispatchEvent(new CustomEvent("anjuan:key"));
		return true;
	}

	/* Without a line nothing is sent, and nothing is lost: it waits here until there is one. */
	function offline() {
		if (navigator.onLine)
			return false;
		state.textContent = form.dataset.tOffline;
		window.addEventListener("online", () => { state.textContent = form.dataset.tOnline; }, { once: true });
		return true;
	}

	form.addEventListener("submit", (e) => {
		if (e.submitter && e.submitter !== go)
			return;		/* something is looked up, nothing sent */
		if (photos.busy()) {
			e.preventDefault();
			waiting = true;
			state.textContent = form.dataset.tWaiting;
			go.setAttribute("aria-disabled", "true");
			return;
		}
		if (photos.unsent()) {
			e.preventDefault();	/* sent without them only when he has been told */
			state.textContent = form.dataset.tUnsent;
			return;
		}
		if (go.getAttribute("aria-disabled") === "true") {
			e.preventDefault();	/* the second click of a double click */
			return;
		}
		if (offline()) {
			e.preventDefault();
			return;
		}
		if (usedUp()) {
			e.preventDefault();
			if (photos.renew())
				state.textContent = form.dataset.tRenewed;
			else
				form.requestSubmit(go);
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
