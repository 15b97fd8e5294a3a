/*
 * Scripts that a page needs only where something is looked at: a map names them
 * ([data-late], in their order), and they are fetched when it comes into view.
 * Who never scrolls to it does not pay for it.
 */
"use strict";

(function () {
	function fetchAll(box) {
		for (const src of box.dataset.late.split(" ")) {
			const js = document.createElement("script");

			js.src = src;
			js.async = false;	/* one after the other */
			js.addEventListener("error", () => { box.hidden = true; });	/* address and coordinates remain */
			document.head.append(js);
		}
	}

	for (const box of document.querySelectorAll("[data-late]")) {
		const seen = new IntersectionObserver((entries) => {
			if (entries.some((e) => e.isIntersecting)) {
				seen.disconnect();
				fetchAll(box);
			}
		}, { rootMargin: "200px" });

		box.hidden = false;
		seen.observe(box);
	}
})();
