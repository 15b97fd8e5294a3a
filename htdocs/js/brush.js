/*
 * A brush that makes faces and plates unreadable before a photo is sent: by
 * finger or mouse, or with the keys: a frame that the arrows move, Shift and
 * arrows size, Enter covers.  What is covered is gone from the picture that
 * leaves this device.  Loaded by js/photo.js when somebody presses its button.
 */
"use strict";

(function () {
	const LONGEST = 2560, QUALITY = 0.9, STEP = 0.02;

	function make(name, className, text) {
		const n = document.createElement(name);

		n.className = className;
		if (text)
			n.textContent = text;
		return n;
	}

	/* The picture in upright position, no larger than needed. */
	async function draw(file) {
		const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
		const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
		const canvas = document.createElement("canvas");

		canvas.width = Math.max(1, Math.round(bitmap.width * scale));
		canvas.height = Math.max(1, Math.round(bitmap.height * scale));
		canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
		bitmap.close();
		return canvas;
	}

	/* The same in squares so large that a face is a few of them. */
	function blocks(picture) {
		const n = 36, longest = Math.max(picture.width, picture.height);
		const small = document.createElement("canvas"), out = document.createElement("canvas");

		small.width = Math.max(1, Math.round(n * picture.width / longest));
		small.height = Math.max(1, Math.round(n * picture.height / longest));
		const s = small.getContext("2d");
		s.imageSmoothingQuality = "high";
		s.drawImage(picture, 0, 0, small.width, small.height);
		out.width = picture.width;
		out.height = picture.height;
		const o = out.getContext("2d");
		o.imageSmoothingEnabled = false;
		o.drawImage(small, 0, 0, out.width, out.height);
		return out;
	}

	/* One covered part: {points, r} of a stroke or {x, y, w, h} of the frame, in the picture's pixels. */
	function trace(ctx, part) {
		if (!part.points) {
			ctx.rect(part.x, part.y, part.w, part.h);
			return;
		}
		let last = part.points[0];
		for (const p of part.points) {
			const steps = Math.max(1, Math.ceil(Math.hypot(p.x - last.x, p.y - last.y) / (part.r / 2)));

			for (let i = 0; i <= steps; i++) {
				const x = last.x + (p.x - last.x) * i / steps, y = last.y + (p.y - last.y) * i / steps;

				ctx.moveTo(x + part.r, y);
				ctx.arc(x, y, part.r, 0, 2 * Math.PI);
			}
			last = p;
		}
	}

	function paint(view, picture, covered, parts) {
		const ctx = view.getContext("2d");

		ctx.drawImage(picture, 0, 0);
		for (const part of parts) {
			ctx.save();
			ctx.beginPath();
			trace(ctx, part);
			ctx.clip();
			ctx.drawImage(covered, 0, 0);
			ctx.restore();
		}
	}

	function paintFrame(view, frame) {
		const ctx = view.getContext("2d"), w = Math.max(2, view.width / 200);

		for (const [colour, wide] of [["#000", 2 * w], ["#fff", w]]) {
			ctx.strokeStyle = colour;
			ctx.lineWidth = wide;
			ctx.strokeRect(frame.x, frame.y, frame.w, frame.h);
		}
	}

	/* An editor over a picture: its dialog, and what its buttons ask of it. */
	function editor(picture, t) {
		const covered = blocks(picture), parts = [];
		const box = make("dialog", "brush"), view = make("canvas", "brush-view");
		const state = make("p", "small soft");
		const r = Math.max(picture.width, picture.height) / 28;
		const frame = { x: picture.width * 0.4, y: picture.height * 0.4, w: picture.width / 5, h: picture.height / 5 };
		let stroke = null, keys = false;

		function refresh() {
			paint(view, picture, covered, parts);
			if (keys)
				paintFrame(view, frame);
			state.textContent = t.tCount.replace("{0}", parts.length);
		}

		function pointAt(e) {
			const b = view.getBoundingClientRect();

			return { x: (e.clientX - b.left) * view.width / b.width, y: (e.clientY - b.top) * view.height / b.height };
		}

		function undo() {
			parts.pop();
			refresh();
		}

		function move(key, size) {
			const across = { ArrowLeft: -1, ArrowRight: 1 }[key] || 0, down = { ArrowUp: -1, ArrowDown: 1 }[key] || 0;
			const step = STEP * Math.max(view.width, view.height);

			if (size) {
				frame.w = Math.min(view.width, Math.max(step, frame.w + across * step));
				frame.h = Math.min(view.height, Math.max(step, frame.h + down * step));
			}
			frame.x = Math.min(view.width - frame.w, Math.max(0, frame.x + (size ? 0 : across * step)));
			frame.y = Math.min(view.height - frame.h, Math.max(0, frame.y + (size ? 0 : down * step)));
		}

		function pressed(e) {
			if (e.key === "Enter")
				parts.push({ ...frame });
			else if (e.key === "Backspace" || (e.key === "z" && (e.ctrlKey || e.metaKey)))
				parts.pop();
			else if (e.key.startsWith("Arrow"))
				move(e.key, e.shiftKey);
			else
				return;
			keys = true;
			e.preventDefault();
			refresh();
		}

		view.width = picture.width;
		view.height = picture.height;
		view.tabIndex = 0;
		view.setAttribute("role", "application");
		view.setAttribute("aria-label", t.tCanvas);
		view.addEventListener("pointerdown", (e) => {
			keys = false;
			view.setPointerCapture(e.pointerId);
			stroke = { points: [pointAt(e)], r: r };
			parts.push(stroke);
			refresh();
		});
		view.addEventListener("pointermove", (e) => {
			if (stroke) {
				stroke.points.push(pointAt(e));
				refresh();
			}
		});
		for (const end of ["pointerup", "pointercancel"])
			view.addEventListener(end, () => {
				stroke = null;
			});
		view.addEventListener("keydown", pressed);
		view.addEventListener("focus", () => {
			keys = view.matches(":focus-visible");
			refresh();
		});
		state.setAttribute("role", "status");
		refresh();
		return { box: box, view: view, state: state, parts: parts, undo: undo, result: () => {
			keys = false;
			refresh();
			return new Promise((resolve) => view.toBlob(resolve, "image/jpeg", QUALITY));
		} };
	}

	function button(text, kind, click) {
		const b = make("button", kind, text);

		b.type = "button";
		b.addEventListener("click", click);
		return b;
	}

	/* Opens the editor; the covered picture as a JPEG file, null when nothing was covered. */
	window.anjuanBrush = async function (file, t) {
		const ed = editor(await draw(file), t);
		const title = make("h2", "", t.tBrush), row = make("div", "row");

		title.id = "brush-title";
		ed.box.setAttribute("aria-labelledby", "brush-title");
		return new Promise((resolve) => {
			const finish = async (keep) => {
				const blob = keep && ed.parts.length > 0 ? await ed.result() : null;

				ed.box.close();
				ed.box.remove();
				resolve(blob ? new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" }) : null);
			};

			row.append(button(t.tDone, "primary", () => finish(true)), button(t.tUndo, "", ed.undo),
				button(t.tCancel, "bare", () => finish(false)));
			ed.box.addEventListener("cancel", (e) => {
				e.preventDefault();
				finish(false);
			});
			ed.box.append(title, make("p", "small soft", t.tHow), ed.view, ed.state, row);
			document.body.append(ed.box);
			ed.box.showModal();
			ed.view.focus();
		});
	};
})();
