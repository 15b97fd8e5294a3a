/*
 * What can be done with a chosen photo: its place offered (read here, from the
 * EXIF of a JPEG, and never taken without a click), faces and plates covered
 * (js/brush.js, loaded when somebody wants it).
 */
"use strict";

(function () {
	const words = document.querySelector("[data-photo-words]");
	const HEAD = 128 << 10, ENTRIES = 200;

	if (!words)
		return;

	/* --- the position in the EXIF of a JPEG -------------------------------- */

	/* Offset of the TIFF header in its APP1, -1 when there is none. */
	function tiffAt(v) {
		let at = 2;

		if (v.byteLength < 4 || v.getUint16(0) !== 0xffd8)
			return -1;
		while (at + 10 <= v.byteLength && v.getUint8(at) === 0xff) {
			const mark = v.getUint8(at + 1), size = v.getUint16(at + 2);

			if (mark === 0xe1 && v.getUint32(at + 4) === 0x45786966)
				return at + 10;
			if (mark === 0xda || size < 2)
				return -1;
			at += 2 + size;
		}
		return -1;
	}

	/* The entries of an IFD: tag -> {count, at}; offsets count from the TIFF header. */
	function entries(v, base, offset, little) {
		const found = new Map();
		const n = Math.min(v.getUint16(base + offset, little), ENTRIES);

		for (let i = 0; i < n; i++) {
			const at = base + offset + 2 + 12 * i;

			found.set(v.getUint16(at, little), { count: v.getUint32(at + 4, little), at: at + 8 });
		}
		return found;
	}

	/* Degrees, minutes and seconds as degrees, signed by the letter of its reference. */
	function degrees(v, base, little, value, ref, minus) {
		let sum = 0;

		if (!value || !ref || value.count !== 3)
			return NaN;
		for (let i = 0, at = base + v.getUint32(value.at, little); i < 3; i++, at += 8)
			sum += v.getUint32(at, little) / v.getUint32(at + 4, little) / 60 ** i;
		return String.fromCharCode(v.getUint8(ref.at)) === minus ? -sum : sum;
	}

	function gpsOf(v) {
		const base = tiffAt(v);

		if (base < 0)
			return null;
		const little = v.getUint16(base) === 0x4949;
		const door = entries(v, base, v.getUint32(base + 4, little), little).get(0x8825);
		if (!door)
			return null;
		const gps = entries(v, base, v.getUint32(door.at, little), little);
		const lat = degrees(v, base, little, gps.get(2), gps.get(1), "S");
		const lon = degrees(v, base, little, gps.get(4), gps.get(3), "W");
		const known = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
		return known ? { lat: lat, lon: lon } : null;
	}

	/* Whatever is broken in it is no position. */
	async function position(file) {
		try {
			return gpsOf(new DataView(await file.slice(0, HEAD).arrayBuffer()));
		} catch (e) {
			return null;
		}
	}

	function button(text, kind, click) {
		const b = document.createElement("button");

		b.type = "button";
		b.className = kind;
		b.textContent = text;
		b.addEventListener("click", click);
		return b;
	}

	function usePoint(at) {
		const lat = document.querySelector("input[name=lat]"), lon = document.querySelector("input[name=lon]");

		lat.value = at.lat.toFixed(6);
		lon.value = at.lon.toFixed(6);
		lat.dispatchEvent(new Event("input", { bubbles: true }));
		document.dispatchEvent(new CustomEvent("anjuan:point",
			{ detail: { latitude: at.lat, longitude: at.lon } }));
	}

	/* One offer for all photos: a second one takes the place of the first. */
	function offer(box, at) {
		const note = document.createElement("div"), line = document.createElement("p"), said = document.createElement("p");
		const old = document.querySelector("[data-photo-offer]");

		if (old)
			old.remove();
		note.className = "note";
		note.dataset.photoOffer = "";
		note.setAttribute("role", "status");
		line.className = "row";
		said.textContent = words.dataset.tHere.replace("{0}", at.lat.toFixed(5) + ", " + at.lon.toFixed(5));
		line.append(button(words.dataset.tUse, "small", () => {
			usePoint(at);
			note.textContent = words.dataset.tUsed;
		}), button(words.dataset.tLeave, "small bare", () => note.remove()));
		const both = document.createElement("div");
		both.append(said, line);
		note.append(both);
		box.after(note);
	}

	/* --- covering faces and plates ----------------------------------------- */

	let loading = null;

	function loadBrush() {
		if (!loading)
			loading = new Promise((resolve, reject) => {
				const s = document.createElement("script");

				s.src = words.dataset.brush;
				s.addEventListener("load", () => resolve(window.anjuanBrush));
				s.addEventListener("error", () => {
					loading = null;
					reject(new Error("brush"));
				});
				document.head.append(s);
			});
		return loading;
	}

	function cover(photo, by) {
		loadBrush().then((brush) => brush(photo.file, words.dataset)).then((file) => {
			if (file)
				photo.replace(file);
			else
				by.focus();
		}).catch(() => {
			by.textContent = words.dataset.tBroken;
		});
	}

	document.addEventListener("anjuan:photo", (e) => {
		const photo = e.detail;
		const by = button(words.dataset.tBrush, "small bare", () => cover(photo, by));

		if (/^(image\/(jpeg|png|webp))?$/.test(photo.file.type))
			photo.li.append(by);
		position(photo.file).then((at) => {
			if (at && photo.li.isConnected)
				offer(photo.li.parentNode, at);
		});
	});
})();
