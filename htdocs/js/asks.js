/*
 * What is said and asked of the chosen kind ([data-asks]): notices with a number
 * to call, questions, answers that end the form.  The office decides when it is
 * sent; without this script the same is asked on a page of its own.
 */
"use strict";

(function () {
	const form = document.getElementById("report");
	const { fill, icon } = window.anjuanParts;
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

	loadAsks();
})();
