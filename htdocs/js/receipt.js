/* The receipt: what was filed is no draft any more; and it can be printed. */
"use strict";

(function () {
	try {
		localStorage.removeItem("anjuan-draft");
		sessionStorage.removeItem("anjuan-contact");
	} catch (e) {
		/* storage is switched off: there was none */
	}
	for (const b of document.querySelectorAll("[data-print]")) {
		b.hidden = false;
		b.addEventListener("click", () => window.print());
	}
})();
