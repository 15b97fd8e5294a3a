/*
 * The desk: keys for the whole day, filters that send themselves, due times
 * that count down, forms that are sent once.
 */
"use strict";

(function () {
	const words = document.body.dataset;

	/* --- keys: what they do stands on /desk/keys ----------------------------- */

	const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
	let at = -1;

	function go(to) {
		if (rows.length === 0)
			return;
		if (at >= 0)
			rows[at].classList.remove("at");
		at = Math.max(0, Math.min(rows.length - 1, to));
		rows[at].classList.add("at");
		rows[at].querySelector("a").focus({ preventScroll: true });
		rows[at].scrollIntoView({ block: "nearest" });
	}

	/* Tab and the mouse move the place as well: j goes on from where one is. */
	for (const row of rows)
		row.addEventListener("focusin", () => {
			if (at >= 0)
				rows[at].classList.remove("at");
			at = rows.indexOf(row);
			row.classList.add("at");
		});

	/* Letters belong to whatever takes letters; a box to tick or a button takes none. */
	function typing(el) {
		return el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName) ||
		    (el.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file)$/.test(el.type));
	}

	function follow(selector) {
		const link = document.querySelector(selector);

		if (link)
			link.click();
		return Boolean(link);
	}

	function focusOn(selector) {
		const el = document.querySelector(selector);

		if (!el)
			return false;
		el.focus();
		el.scrollIntoView({ block: "nearest" });
		return true;
	}

	function pick(detail) {
		document.dispatchEvent(new CustomEvent("anjuan:pick", { detail: detail }));
		return true;
	}

	/* The next step's form: unfolded, its first field ready. */
	function step() {
		const box = document.querySelector("#actions .act");

		if (!box)
			return false;
		if (box.tagName === "DETAILS")
			box.open = true;
		const field = box.querySelector("form :is(select, textarea, input:not([type=hidden]), button)");

		field.focus();
		return true;
	}

	function tab(n) {
		const tabs = document.querySelectorAll(".tabs a");

		if (tabs[n])
			tabs[n].click();
		return Boolean(tabs[n]);
	}

	let helped = null;

	async function help() {
		const link = document.querySelector("[data-keys]");

		if (!link)
			return;
		if (!helped) {
			const text = await (await fetch(link.href)).text();
			const list = new DOMParser().parseFromString(text, "text/html").getElementById("keys");

			if (!list)
				return;
			helped = document.createElement("dialog");
			helped.setAttribute("aria-label", link.textContent.trim());
			list.removeAttribute("id");
			helped.append(list);
			helped.addEventListener("click", (e) => {
				if (e.target === helped)
					helped.close();
			});
			list.tabIndex = -1;
			document.body.append(helped);
		}
		if (!helped.open)
			helped.showModal();
	}

	const keys = {
		j: () => go(at + 1) || true,
		k: () => go(at - 1) || true,
		o: () => at >= 0 && (rows[at].querySelector("a").click(), true),
		x: () => at >= 0 && pick({ row: rows[at] }),
		X: () => at >= 0 && pick({ row: rows[at], range: true }),
		a: () => pick({ all: true }),
		b: () => focusOn("#bulk :is(select, textarea, button[name=action])"),
		n: () => follow("a[rel=next]"),
		p: () => follow("a[rel=prev]"),
		f: () => focusOn("form.filters[method=get] select"),
		s: step,
		u: () => follow("[data-back]"),
		h: () => follow(".brand"),
		"/": () => focusOn("#find"),
		"?": () => help() || true,
	};

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || "nokeys" in words || typing(e.target))
			return;
		if (helped && helped.open)
			return;
		const act = keys[e.key] || (/^[1-9]$/.test(e.key) ? () => tab(Number(e.key) - 1) : null);

		if (act && act())
			e.preventDefault();
	});
	for (const link of document.querySelectorAll("[data-keys]"))
		link.addEventListener("click", (e) => {
			e.preventDefault();
			help();
		});

	/* --- paper and ready words ------------------------------------------------ */

	for (const button of document.querySelectorAll("[data-print]")) {
		button.hidden = false;
		button.addEventListener("click", () => window.print());
	}

	/* A canned text goes into the field, where it can still be changed; the office gets the field alone. */
	for (const select of document.querySelectorAll("select[data-canned]"))
		select.addEventListener("change", () => {
			const field = document.getElementById(select.dataset.canned);

			if (select.value === "")
				return;
			field.value = (field.value === "" ? "" : field.value.replace(/\s*$/, "\n")) + select.selectedOptions[0].textContent;
			select.value = "";
			field.focus();
			field.dispatchEvent(new Event("input", { bubbles: true }));
		});

	/* --- filters ------------------------------------------------------------ */

	for (const form of document.querySelectorAll("form[data-auto]"))
		form.addEventListener("change", () => form.requestSubmit());

	/* --- long lists: a box to search them, since Chinese cannot be typed into a list -- */

	function narrow(select, text) {
		for (const o of select.options)
			o.hidden = o.disabled = text !== "" && o.value !== "" &&
			    !o.textContent.toLowerCase().includes(text);
		for (const g of select.querySelectorAll("optgroup"))
			g.hidden = ![...g.children].some((o) => !o.hidden);
		if (text !== "" && (select.value === "" || select.selectedOptions[0].hidden)) {
			const first = [...select.options].find((o) => o.value !== "" && !o.hidden);

			select.value = first ? first.value : "";
		}
	}

	for (const select of document.querySelectorAll("main form[method=post] select")) {
		if (select.options.length < 40)
			continue;
		const box = document.createElement("input");

		box.type = "search";
		box.autocomplete = "off";
		box.placeholder = words.search;
		box.setAttribute("aria-label", words.search);
		box.addEventListener("input", () => narrow(select, box.value.trim().toLowerCase()));
		box.addEventListener("keydown", (e) => {
			if (e.key === "Enter")
				e.preventDefault();
		});
		select.before(box);
	}

	/* --- due times ---------------------------------------------------------- */

	function fill(text, value) {
		return text.replace("{0}", value);
	}

	function span(minutes) {
		const d = Math.floor(minutes / 1440), h = Math.floor(minutes / 60) % 24, m = minutes % 60;
		const day = fill(words.day, d), hour = fill(words.hour, h), minute = fill(words.minute, m);

		if (d > 0)
			return d < 7 && h > 0 ? day + " " + hour : day;
		return h > 0 ? (m > 0 ? hour + " " + minute : hour) : minute;
	}

	/* Only a clock that still runs bears data-due; a finished one keeps its words. */
	function tick() {
		for (const el of document.querySelectorAll("[data-due]")) {
			const left = Math.ceil((Date.parse(el.dataset.due) - Date.now()) / 60000);
			const box = el.parentElement;

			if (Number.isNaN(left))
				continue;
			el.textContent = left >= 0 ? fill(words.left, span(left)) : fill(words.over, span(-left));
			if (left < 0) {
				box.classList.remove("ok", "warn");
				box.classList.add("late");
			}
		}
	}

	if (words.left) {
		tick();
		setInterval(tick, 30000);
	}

	/* --- forms -------------------------------------------------------------- */

	for (const form of document.querySelectorAll("form[data-once]")) {
		form.addEventListener("submit", (e) => {
			if (form.dataset.sent) {
				e.preventDefault();	/* the second click of a double click */
				return;
			}
			form.dataset.sent = "1";
		});
	}
	window.addEventListener("pageshow", () => {
		for (const form of document.querySelectorAll("form[data-once]"))
			delete form.dataset.sent;
	});

	/*
	 * Words outlive a session: what was written when the office had signed one
	 * out is put back when the same person opens the same case again.
	 */
	const WRITTEN = "anjuan-written", KEPT_MS = 2 * 3600e3;
	const me = document.querySelector(".me summary");

	function written() {
		try {
			return JSON.parse(sessionStorage.getItem(WRITTEN));
		} catch (e) {
			return null;
		}
	}

	function keepWords(form) {
		const texts = [...form.querySelectorAll("textarea")].map((t) => [t.name, t.value]);

		try {
			sessionStorage.setItem(WRITTEN, JSON.stringify({ who: me.textContent, at: Date.now(),
				id: form.elements.id.value, action: form.elements.action.value, texts: texts }));
		} catch (e) {
			/* storage is off: nothing is kept */
		}
	}

	function putBack() {
		const w = written(), box = w && document.getElementById("act-" + w.action);
		const form = box && box.querySelector("form");

		if (!w || !me || w.who !== me.textContent)
			return;
		if (document.querySelector(".flash")) {		/* the office has answered */
			sessionStorage.removeItem(WRITTEN);
			return;
		}
		if (!form || form.elements.id.value !== w.id || Date.now() - w.at > KEPT_MS)
			return;
		for (const [name, value] of w.texts)
			if (value !== "" && form.elements[name].value === "") {
				form.elements[name].value = value;
				box.open = true;
			}
		sessionStorage.removeItem(WRITTEN);
	}

	putBack();
	for (const form of document.querySelectorAll("[id^=act-] form"))
		if (me && form.elements.id)
			form.addEventListener("submit", () => keepWords(form));

	/* An open error or an address that names an action shows it. */
	const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
	if (named && named.tagName === "DETAILS")
		named.open = true;
	for (const a of document.querySelectorAll(".note.error a[href^='#']"))
		a.addEventListener("click", () => {
			const target = document.getElementById(a.getAttribute("href").slice(1));
			const fold = target && target.closest("details");

			if (fold)
				fold.open = true;
		});
	/* A menu wider than the phone: where one is, is seen. */
	for (const here of document.querySelectorAll(".nav [aria-current]")) {
		const nav = here.closest("nav"), at = here.getBoundingClientRect();

		nav.scrollLeft += at.left + at.width / 2 - nav.clientWidth / 2;
	}
	for (const menu of document.querySelectorAll("details.me"))
		document.addEventListener("click", (e) => {
			if (!menu.contains(e.target))
				menu.open = false;
		});
})();
