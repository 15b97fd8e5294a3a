/*
 * "My reports on this device": numbers and codes that somebody chose to keep,
 * in this browser alone.  The list is never sent; a pair is, when it is opened,
 * and those that are chosen for one PDF.
 */
"use strict";

(function () {
	const KEY = "anjuan.mine", MOST = 30;

	function read() {
		try {
			const list = JSON.parse(localStorage.getItem(KEY));
			return Array.isArray(list) ? list.filter((m) => m && m.number && m.code) : [];
		} catch (_) {
			return [];
		}
	}

	function write(list) {
		try {
			if (list.length === 0)
				localStorage.removeItem(KEY);
			else
				localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
			return true;
		} catch (_) {
			return false;	/* private window, full: the receipt is there all the same */
		}
	}

	/* On the receipt: kept only when asked to. */
	function remember(b) {
		const mine = { number: b.dataset.number, code: b.dataset.code, what: b.dataset.what, when: b.dataset.when };
		const said = document.querySelector("[data-remembered]");
		const done = () => { b.hidden = true; said.hidden = false; };

		if (read().some((m) => m.number === mine.number))
			return done();
		b.hidden = false;
		b.addEventListener("click", () => {
			if (write([mine].concat(read().filter((m) => m.number !== mine.number))))
				done();
		});
	}

	/* On the page that asks for number and code. */
	function show(box) {
		const rows = box.querySelector("tbody"), model = box.querySelector("template");
		const form = document.getElementById("track"), list = read();

		box.hidden = list.length === 0;
		rows.replaceChildren();
		for (const m of list) {
			const row = model.content.cloneNode(true), tr = row.querySelector("tr");

			row.querySelector("[data-number]").textContent = m.number;
			row.querySelector("[data-what]").textContent = [m.what, m.when].filter(Boolean).join(" · ");
			const check = row.querySelector("input");
			check.setAttribute("aria-label", m.number);
			check.dataset.pair = m.number + " " + m.code;
			row.querySelector("[data-open]").addEventListener("click", () => {
				form.elements.number.value = m.number;
				form.elements.code.value = m.code;
				form.requestSubmit();
			});
			row.querySelector("[data-remove]").addEventListener("click", () => {
				write(read().filter((o) => o.number !== m.number));
				show(box);
				const next = box.hidden ? form.elements.number : box.querySelector("button");
				next.focus();
			});
			rows.append(tr);
		}
	}

	for (const b of document.querySelectorAll("[data-remember]"))
		remember(b);
	for (const box of document.querySelectorAll("[data-mine]")) {
		show(box);
		box.querySelector("form").addEventListener("submit", (e) => {
			const chosen = [...box.querySelectorAll("input[data-pair]:checked")].map((c) => c.dataset.pair);

			e.target.elements.pairs.value = chosen.join("\n");
			if (chosen.length === 0) {
				e.preventDefault();
				box.querySelector("input[data-pair]").focus();
			}
		});
		box.querySelector("[data-forget]").addEventListener("click", () => {
			write([]);
			show(box);
			document.getElementById("number").focus();
		});
	}
})();
