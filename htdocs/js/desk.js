/*
 * The desk: keys (j k Enter through the rows, / to find), filters that send
 * themselves, due times that count down, forms that are sent once.
 */
"use strict";

(function () {
	const words = document.body.dataset;

	/* --- rows by keyboard -------------------------------------------------- */

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

	function typing(el) {
		return el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);
	}

	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target))
			return;
		if (e.key === "j") {
			go(at + 1);
		} else if (e.key === "k") {
			go(at - 1);
		} else if (e.key === "/" && document.getElementById("find")) {
			e.preventDefault();
			document.getElementById("find").focus();
		}
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
	for (const menu of document.querySelectorAll("details.me"))
		document.addEventListener("click", (e) => {
			if (!menu.contains(e.target))
				menu.open = false;
		});
})();
