/*
 * On the phone: how far the place is, the photos one has just taken, sound and
 * short video.
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

	/* --- sound and short video ------------------------------------------------- */

	const SECONDS = 60;
	const kinds = { audio: ["audio/webm;codecs=opus", "audio/mp4"],
		video: ["video/webm;codecs=vp8,opus", "video/mp4"] };

	function button(text, click) {
		const b = document.createElement("button");

		b.type = "button";
		b.className = "small bare";
		b.textContent = text;
		b.addEventListener("click", click);
		return b;
	}

	/* What is recorded becomes a file of the field, as if it had been chosen. */
	function setFiles(input, files) {
		const all = new DataTransfer();

		files.forEach((f) => all.items.add(f));
		input.files = all.files;
		input.dispatchEvent(new Event("change", { bubbles: true }));
	}

	function showRecordings(box, input, list) {
		list.querySelectorAll("audio, video").forEach((m) => URL.revokeObjectURL(m.src));
		list.replaceChildren();
		list.hidden = input.files.length === 0;
		[...input.files].forEach((f, i) => {
			const li = document.createElement("li");
			const player = document.createElement(f.type.startsWith("video/") ? "video" : "audio");

			player.controls = true;
			player.src = URL.createObjectURL(f);
			player.setAttribute("aria-label", f.name);
			li.append(player, button(box.dataset.tRemove, () =>
				setFiles(input, [...input.files].filter((g, j) => j !== i))));
			list.append(li);
		});
	}

	async function record(box, input, kind, stopper) {
		const state = box.querySelector("[role=status]"), eye = box.querySelector("video");
		const type = kinds[kind].find((k) => MediaRecorder.isTypeSupported(k));
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true,
			video: kind === "video" ? { facingMode: "environment", width: 640, height: 480 } : false });
		const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32000,
			videoBitsPerSecond: 1200000 });
		const parts = [], stopped = new Promise((done) => { recorder.onstop = done; });
		let left = SECONDS;
		const say = () => { state.textContent = box.dataset.tLeft.replace("{0}", left); };
		const clock = setInterval(() => {
			left--;
			say();
			if (left <= 0)
				recorder.stop();
		}, 1000);

		recorder.ondataavailable = (e) => parts.push(e.data);
		stopper(() => recorder.state === "recording" && recorder.stop());
		eye.hidden = kind !== "video";
		eye.srcObject = kind === "video" ? stream : null;
		if (kind === "video")
			eye.play().catch(() => {});
		say();
		recorder.start();
		await stopped;
		clearInterval(clock);
		stream.getTracks().forEach((t) => t.stop());
		eye.hidden = true;
		eye.srcObject = null;
		state.textContent = "";
		const plain = type.split(";")[0];
		const name = kind + "." + plain.split("/")[1];

		setFiles(input, [...input.files, new File(parts, name, { type: plain })]);
	}

	function recorderOf(field) {
		const box = field.querySelector("[data-recorder]"), input = field.querySelector("input[type=file]");
		const list = field.querySelector(".photo-list");
		let stop = null;

		box.hidden = false;
		input.addEventListener("change", () => showRecordings(box, input, list));
		box.addEventListener("click", (e) => {
			const b = e.target.closest("[data-record]"), text = b && b.querySelector("span");
			const was = text && text.textContent;

			if (!b)
				return;
			if (stop) {
				stop();
				return;
			}
			stop = () => {};
			record(box, input, b.dataset.record, (fn) => {
				stop = fn;
				text.textContent = box.dataset.tStop;
				b.classList.add("live");
			}).catch(() => {
				box.querySelector("[role=status]").textContent = box.dataset.tRefused;
			}).then(() => {
				stop = null;
				text.textContent = was;
				b.classList.remove("live");
			});
		});
	}

	if (window.MediaRecorder && navigator.mediaDevices && window.DataTransfer)
		document.querySelectorAll("[data-media]").forEach(recorderOf);

	/* The position is asked for as soon as the task is open, not only by the button. */
	const locate = page && page.querySelector("[data-point] [data-locate]");
	if (locate && navigator.permissions)
		navigator.permissions.query({ name: "geolocation" }).then((p) => {
			if (p.state === "granted" && page.querySelector("[data-point] input[name=lat]").value === "")
				locate.click();
		}).catch(() => {});
})();
