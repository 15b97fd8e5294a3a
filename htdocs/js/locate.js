/*
 * Use my position: fills lat and lon of the form around a button ([data-locate]),
 * also where no map can be shown.
 */
"use strict";

(function () {
	function locate(button) {
		const around = button.closest("[data-point]") || button.closest("fieldset") || button.closest("form");
		const state = around.querySelector("[data-locate-state]");

		state.textContent = button.dataset.wait;
		navigator.geolocation.getCurrentPosition((p) => {
			const scope = around.querySelector("input[name=lat]") ? around : document;
			const lat = scope.querySelector("input[name=lat]");

			lat.value = p.coords.latitude.toFixed(6);
			scope.querySelector("input[name=lon]").value = p.coords.longitude.toFixed(6);
			lat.dispatchEvent(new Event("input", { bubbles: true }));
			state.textContent = button.dataset.done.replace("{0}", Math.ceil(p.coords.accuracy));
			document.dispatchEvent(new CustomEvent("anjuan:point", { detail: p.coords }));
		}, () => {
			state.textContent = button.dataset.fail;
		}, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
	}

	if ("geolocation" in navigator)
		for (const b of document.querySelectorAll("[data-locate]")) {
			b.hidden = false;
			b.addEventListener("click", () => locate(b));
		}
})();
