/*
 * The photos of the complaint form: each goes to the office alone as soon as it
 * is chosen, with its progress, tried again on a weak line, taken away again by
 * its number.  Tells its form whenever something has changed (changed) and when
 * nothing is on its way any more (settled).
 */
"use strict";

window.anjuanPhotos = function (form, changed, settled) {
	const { fill, icon, button } = window.anjuanParts;
	const input = form.querySelector("input[name=photo]");
	const list = form.querySelector("[data-kept]");
	const state = form.querySelector("[data-send-state]");
	const max = Number(form.dataset.photoMax) || 6;
	const maxBytes = Number(form.dataset.photoBytes) || 20 << 20;
	const kinds = /^(image\/(jpeg|png|webp|heic|heif)|audio\/.*)$/;
	let photos = [];		/* {id, name, li, say, state: sending, sent, failed} */

	function key() {
		return form.elements.key.value;
	}

	/* What was said can be heard again before it is sent. */
	function player(file, box) {
		const audio = document.createElement("audio");

		audio.controls = true;
		audio.src = URL.createObjectURL(file);
		audio.setAttribute("aria-label", file.name);
		box.replaceWith(audio);
	}

	function preview(file, box) {
		if (file.type.startsWith("audio/")) {
			player(file, box);
			return;
		}
		if (!window.createImageBitmap)
			return;
		createImageBitmap(file, { resizeWidth: 320, resizeQuality: "medium" }).then((bitmap) => {
			const canvas = document.createElement("canvas");

			canvas.width = bitmap.width;
			canvas.height = bitmap.height;
			canvas.getContext("2d").drawImage(bitmap, 0, 0);
			box.replaceWith(canvas);
		}).catch(() => {});	/* a kind this browser cannot draw: the name stands there */
	}

	function refresh() {
		list.hidden = photos.every((p) => p.gone);
		changed();
	}

	/* Taken away at the office, too; tried again on a weak line, and nothing is sent before it has answered. */
	function withdraw(p, tries) {
		const body = new FormData();
		const over = () => {
			photos = photos.filter((q) => q !== p);
			refresh();
			settled();
		};

		p.state = "leaving";
		body.append("key", key());
		body.append("drop", p.id);
		fetch(form.dataset.photoUrl, { method: "POST", body: body }).then(over).catch(() => {
			if (tries < 3)
				setTimeout(() => withdraw(p, tries + 1), 1000 << tries);
			else
				over();
		});
	}

	/* One on its way may have arrived already: it is let arrive, and taken away by its number. */
	function drop(p) {
		p.li.remove();
		p.gone = true;
		if (p.state === "sending")
			return;
		if (p.id) {
			withdraw(p, 0);
			return;
		}
		photos = photos.filter((q) => q !== p);
		refresh();
	}

	function busy(p) {
		return p.state === "sending" || p.state === "leaving";
	}

	function say(p, text, withRetry) {
		p.say.textContent = p.name + " · " + text;
		p.tools.replaceChildren(button(form.dataset.tRemove, "x", () => drop(p)));
		if (withRetry)
			p.tools.prepend(button(form.dataset.tRetry, "redo", () => send(p, 0)));
	}

	function item(name) {
		const p = { name: name, li: document.createElement("li") };

		p.box = document.createElement("div");
		p.box.className = "blank";
		p.box.append(icon("photo"));
		p.say = document.createElement("p");
		p.tools = document.createElement("div");
		p.li.append(p.box, p.say, p.tools);
		list.append(p.li);
		photos.push(p);
		return p;
	}

	function failed(p, tries, text) {
		if (tries < 3 && text === undefined) {
			setTimeout(() => send(p, tries + 1), 1000 << tries);
			return;
		}
		p.state = "failed";
		if (p.gone)
			drop(p);
		say(p, text || form.dataset.tFailed, text === undefined);
		settled();
	}

	/* A lost line is tried again by itself; what the server refuses is said. */
	function answered(p, tries) {
		let answer = {};

		try {
			answer = JSON.parse(p.request.responseText);
		} catch (e) {
			/* an error page */
		}
		if (p.request.status === 201 && answer.id) {
			p.state = "sent";
			p.id = answer.id;
			p.at = Date.now();
			p.file = undefined;
			say(p, form.dataset.tSent);
			if (p.gone)
				drop(p);
			refresh();
			settled();
		} else if (p.request.status >= 400 && p.request.status < 500 && p.request.status !== 429) {
			failed(p, tries, answer.message || answer.error || form.dataset.tFailed);
		} else {
			failed(p, tries);
		}
	}

	function send(p, tries) {
		const body = new FormData();

		body.append("key", key());
		body.append("photo", p.file, p.name);
		p.state = "sending";
		p.request = new XMLHttpRequest();
		p.request.open("POST", form.dataset.photoUrl);
		p.request.setRequestHeader("Accept", "application/json");
		p.request.upload.addEventListener("progress", (e) => {
			if (e.lengthComputable)
				p.say.textContent = p.name + " · " +
				    fill(form.dataset.tSending, Math.floor(100 * e.loaded / e.total));
		});
		p.request.addEventListener("load", () => answered(p, tries));
		p.request.addEventListener("error", () => failed(p, tries));
		say(p, fill(form.dataset.tSending, 0));
		p.request.send(body);
	}

	function add(file) {
		const p = item(file.name || "photo.jpg");

		p.file = file;
		if (file.size > maxBytes)
			failed(p, 9, fill(form.dataset.tLarge, maxBytes >> 20));
		else if (file.type !== "" && !kinds.test(file.type))
			failed(p, 9, form.dataset.tType);
		else
			send(p, 0);
		preview(file, p.box);
		if (!file.type.startsWith("audio/"))
			document.dispatchEvent(new CustomEvent("anjuan:photo", { detail: { file: file, li: p.li, replace: (other) => {
			drop(p);
			add(other);
			refresh();
		} } }));
	}

	function keep(id, name, at) {
		const p = item(name);

		p.id = id;
		p.at = at || Date.now();
		p.state = "sent";
		say(p, form.dataset.tSent);
	}

	for (const box of document.querySelectorAll("[data-photos]"))
		box.classList.add("scripted");
	for (const li of [...list.children]) {
		const id = li.dataset.id, name = li.textContent.trim();

		li.remove();
		keep(id, name);
	}
	document.addEventListener("anjuan:recorded", (e) => {
		add(e.detail);
		refresh();
	});
	input.addEventListener("change", () => {
		const room = max - photos.filter((p) => p.state !== "failed" && !p.gone).length;
		const files = [...input.files];

		for (const f of files.slice(0, room))
			add(f);
		state.textContent = files.length > room ? fill(form.dataset.tMany, max) : "";
		input.value = "";
		refresh();
	});

	return {
		busy: () => photos.some(busy),
		kept: () => photos.filter((p) => p.id && !p.gone).map((p) => ({ id: p.id, name: p.name, at: p.at })),
		none: () => photos.length === 0,
		restore: (known) => {
			for (const p of known)
				keep(p.id, p.name, p.at);
			list.hidden = false;
		},
		/* Under another key none of them lies any more; true when there were some. */
		renew: () => {
			const some = photos.length > 0;

			for (const p of photos)
				p.li.remove();
			photos = [];
			refresh();
			return some;
		},
		/* True once for those that did not arrive: sent without them only when one has been told. */
		unsent: () => {
			const some = photos.filter((p) => p.state === "failed" && !p.told);

			for (const p of some)
				p.told = true;
			return some.length > 0;
		}
	};
};
