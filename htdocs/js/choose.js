/*
 * A field that offers what fits while one types: [data-seek] around an input,
 * data-url for the answers ({"found":[{name, note, …}]}).  A combobox with a
 * listbox as ARIA describes them; Enter or a tap chooses, Escape closes.  What
 * is chosen is told by the event "anjuan:chosen".  Without this script the
 * button beside the field shows the page again with the same choice.
 */
"use strict";

(function () {
	const WAIT = 250;	/* milliseconds without a key */

	function option(list, item, i) {
		const li = document.createElement("li"), note = document.createElement("span");

		li.id = list.id + "-" + i;
		li.setAttribute("role", "option");
		li.setAttribute("aria-selected", "false");
		note.className = "soft small";
		note.textContent = item.note || "";
		li.append(item.name, " ", note);
		return li;
	}

	function seek(box) {
		const input = box.querySelector("input"), button = box.querySelector("[data-noscript]");
		const list = document.createElement("ul");
		let found = [], at = -1, timer = 0, asked = "", turn = 0;

		list.id = input.id + "-list";
		list.className = "options";
		list.hidden = true;
		list.setAttribute("role", "listbox");
		list.setAttribute("aria-label", document.querySelector("label[for=" + input.id + "]").textContent.trim());
		input.setAttribute("role", "combobox");
		input.setAttribute("aria-autocomplete", "list");
		input.setAttribute("aria-controls", list.id);
		input.setAttribute("aria-expanded", "false");
		button.hidden = true;
		box.append(list);

		function close() {
			list.hidden = true;
			at = -1;
			input.setAttribute("aria-expanded", "false");
			input.removeAttribute("aria-activedescendant");
		}

		function mark(to) {
			const options = [...list.children];

			if (at >= 0)
				options[at].setAttribute("aria-selected", "false");
			at = (to + options.length) % options.length;
			options[at].setAttribute("aria-selected", "true");
			options[at].scrollIntoView({ block: "nearest" });
			input.setAttribute("aria-activedescendant", options[at].id);
		}

		function choose(item) {
			close();
			asked = item.name;
			box.dispatchEvent(new CustomEvent("anjuan:chosen", { bubbles: true,
				detail: { kind: box.dataset.seek, item: item, input: input } }));
		}

		function show(items) {
			found = items;
			at = -1;
			list.replaceChildren(...items.map((item, i) => {
				const li = option(list, item, i);

				li.addEventListener("mousedown", (e) => e.preventDefault());	/* the field keeps the focus */
				li.addEventListener("click", () => choose(item));
				return li;
			}));
			list.hidden = items.length === 0;
			input.setAttribute("aria-expanded", String(items.length > 0));
			if (!list.hidden && list.getBoundingClientRect().bottom > window.innerHeight)
				box.scrollIntoView({ block: "start" });	/* above the keyboard of a phone */
			input.removeAttribute("aria-activedescendant");
		}

		function ask() {
			const q = input.value.trim().slice(0, 60), mine = ++turn;

			if (q === asked)
				return;
			asked = q;
			if (q === "") {
				close();
				return;
			}
			fetch(box.dataset.url + "?q=" + encodeURIComponent(q), { headers: { Accept: "application/json" } })
			    .then((r) => r.ok ? r.json() : { found: [] })
			    .then((answer) => mine === turn && document.activeElement === input ? show(answer.found) : undefined)
			    .catch(() => {});	/* off the line: the words themselves are enough */
		}

		input.addEventListener("input", () => {
			clearTimeout(timer);
			timer = setTimeout(ask, WAIT);
		});
		input.addEventListener("keydown", (e) => {
			if (e.isComposing)
				return;
			if (e.key === "ArrowDown" || e.key === "ArrowUp") {
				if (list.hidden && found.length > 0)
					show(found);
				if (!list.hidden) {
					e.preventDefault();
					mark(e.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
				}
			} else if (e.key === "Enter") {
				e.preventDefault();	/* the form is sent by its button */
				if (!list.hidden)
					choose(found[Math.max(at, 0)]);
			} else if (e.key === "Escape" && !list.hidden) {
				e.preventDefault();
				close();
			}
		});
		input.addEventListener("blur", () => setTimeout(close, 150));
	}

	document.querySelectorAll("[data-seek]").forEach(seek);
})();
