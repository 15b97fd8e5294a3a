/*
 * On the phone: how far the place is, and the photos one has just taken.
 */
"use strict";

(function () {
	const page = document.querySelector("[data-task]");

	/* Metres between two points in degrees, on a sphere. */
	function metres(lat1, lon1, lat2, lon2) {
		const r = Math.PI / 180;
		const a = Math.sin((lat2 - lat1) * r / 2) ** 2 +
		    Math.cos(lat1 * r) * Math.cos(lat2 * r) * Math.sin((lon2 - lon1) * r / 2) ** 2;

		return 2 * 6371000 * Math.asin(Math.sqrt(a));
	}

	document.addEventListener("anjuan:point", (e) => {
		const state = document.querySelector("[data-locate-state]");
		const lat = page ? Number.parseFloat(page.dataset.lat) : NaN;
		const lon = page ? Number.parseFloat(page.dataset.lon) : NaN;

		if (!state || !Number.isFinite(lat) || !Number.isFinite(lon))
			return;
		const far = metres(lat, lon, e.detail.latitude, e.detail.longitude);
		state.textContent += " · " + page.dataset.tFar.replace("{0}", Math.round(far));
	});

	/* Drawn on a canvas: no address of the picture is needed, so the page's policy holds. */
	function draw(file, li) {
		const name = document.createElement("p");

		name.textContent = file.name;
		li.append(name);
		if (!window.createImageBitmap)
			return;
		createImageBitmap(file, { resizeWidth: 320 }).then((bitmap) => {
			const canvas = document.createElement("canvas");

			canvas.width = bitmap.width;
			canvas.height = bitmap.height;
			canvas.getContext("2d").drawImage(bitmap, 0, 0);
			li.prepend(canvas);
		}).catch(() => {});
	}

	for (const box of document.querySelectorAll("[data-photos]"))
		box.classList.add("scripted");
	for (const input of document.querySelectorAll("input[type=file][data-preview]")) {
		const list = input.parentElement.querySelector(".photo-list");

		input.addEventListener("change", () => {
			list.replaceChildren();
			list.hidden = input.files.length === 0;
			for (const f of input.files) {
				const li = document.createElement("li");

				list.append(li);
				draw(f, li);
			}
		});
	}

	/* The position is asked for as soon as the task is open, not only by the button. */
	const locate = page && page.querySelector("[data-point] [data-locate]");
	if (locate && navigator.permissions)
		navigator.permissions.query({ name: "geolocation" }).then((p) => {
			if (p.state === "granted" && page.querySelector("[data-point] input[name=lat]").value === "")
				locate.click();
		}).catch(() => {});
})();
