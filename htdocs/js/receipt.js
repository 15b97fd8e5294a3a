/* The receipt: what was filed is no draft any more; and it can be printed. */
"use strict";

(function () {
	/* Other tabs with the same draft have to know which key is used up. */
	try {
		const sent = sessionStorage.getItem("anjuan-sent");

		if (sent)
			localStorage.setItem("anjuan-filed", sent);
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
