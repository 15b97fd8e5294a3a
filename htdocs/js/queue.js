/*
 * Many cases at once: rows are selected by click, shift-click and key; the
 * form works without any of this.
 */
"use strict";

(function () {
	const form = document.querySelector("form[data-bulk]");

	if (!form)
		return;
	const boxes = [...form.querySelectorAll("input[name=row]")];
	const line = form.querySelector("[data-picked-line]"), count = form.querySelector("[data-picked]");
	let last = -1;

	function show() {
		let n = 0;

		for (const b of boxes) {
			b.closest("tr").classList.toggle("picked", b.checked);
			n += b.checked;
		}
		if (count.textContent !== String(n))
			count.textContent = n;
		line.hidden = false;
	}

	function pick(i, on, range) {
		const from = range && last >= 0 ? Math.min(last, i) : i, to = range && last >= 0 ? Math.max(last, i) : i;

		for (let k = from; k <= to; k++)
			boxes[k].checked = on;
		last = i;
		show();
	}

	function pickAll(on) {
		for (const b of boxes)
			b.checked = on;
		show();
	}

	boxes.forEach((b, i) => b.addEventListener("click", (e) => pick(i, b.checked, e.shiftKey)));
	form.querySelector("[data-pick-all]").addEventListener("click", () => pickAll(true));
	form.querySelector("[data-pick-none]").addEventListener("click", () => pickAll(false));
	/* What a step needs is asked for when its button is pressed, not by the other buttons. */
	for (const button of form.querySelectorAll("button[name=action]"))
		button.addEventListener("click", () => {
			for (const field of form.querySelectorAll("[name=handler], [name=note]"))
				field.required = field.name === button.dataset.needs;
		});
	/* desk.js asks by event: x, Shift X and a. */
	document.addEventListener("anjuan:pick", (e) => {
		const b = e.detail.row && e.detail.row.querySelector("input[name=row]");

		if (e.detail.all)
			pickAll(boxes.some((x) => !x.checked));
		else if (b)
			pick(boxes.indexOf(b), e.detail.range || !b.checked, e.detail.range);
	});
	window.addEventListener("pageshow", show);	/* the browser may have kept the marks */
	show();
})();
