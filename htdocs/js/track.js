/*
 * The follow page: the QR code's address ends in #NUMBER.CODE.  A fragment is
 * never sent nor logged; it is put into the form, removed from the address,
 * and the form is sent.
 */
"use strict";

(function () {
	const form = document.getElementById("track");
	const hash = decodeURIComponent(location.hash.slice(1));
	const dot = hash.lastIndexOf(".");

	function take() {
		form.elements.number.value = hash.slice(0, dot);
		form.elements.code.value = hash.slice(dot + 1);
		history.replaceState(null, "", location.pathname);
		form.requestSubmit();
	}

	for (const b of document.querySelectorAll("[data-print]")) {
		b.hidden = false;
		b.addEventListener("click", () => window.print());
	}
	/* How much of the picture from before covers the one from after, in per cent. */
	for (const r of document.querySelectorAll("[data-compare]")) {
		const over = r.closest(".compare").querySelector(".over");
		const move = () => { over.style.clipPath = "inset(0 " + (100 - r.value) + "% 0 0)"; };

		r.addEventListener("input", move);
		move();
	}
	if (form && dot > 0 && dot < hash.length - 1)
		take();
	window.addEventListener("hashchange", () => location.reload());
})();
