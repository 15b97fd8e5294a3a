/*
 * Says it instead of writing it: a recording of half a minute goes to the office
 * as a photo does, alone ([data-voice], js/photos.js).  Where the device cannot
 * record, or its owner does not want it, the button says so or is not there.
 */
"use strict";

(function () {
	const SECONDS = 60, KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
	const box = document.querySelector("[data-voice]");
	const type = window.MediaRecorder && navigator.mediaDevices && KINDS.find((k) => MediaRecorder.isTypeSupported(k));

	if (!box || !type)
		return;

	const button = box.querySelector("button"), words = button.querySelector("span"), state = box.querySelector("[role=status]");
	const call = words.textContent;
	let recorder = null;

	async function record() {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
		const parts = [], plain = type.split(";")[0];
		let left = SECONDS;

		recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32000 });
		const stopped = new Promise((done) => { recorder.onstop = done; });
		const say = () => { state.textContent = box.dataset.tLeft.replace("{0}", left); };
		const clock = setInterval(() => {
			left--;
			if (left > 0)
				say();
			else
				recorder.stop();
		}, 1000);

		recorder.ondataavailable = (e) => parts.push(e.data);
		words.textContent = box.dataset.tStop;
		button.classList.add("live");
		say();
		recorder.start();
		await stopped;
		clearInterval(clock);
		stream.getTracks().forEach((t) => t.stop());
		state.textContent = "";
		document.dispatchEvent(new CustomEvent("anjuan:recorded",
			{ detail: new File(parts, box.dataset.tName + "." + plain.split("/")[1], { type: plain }) }));
	}

	box.hidden = false;
	button.addEventListener("click", () => {
		if (recorder && recorder.state === "recording") {
			recorder.stop();
			return;
		}
		record().catch(() => {
			state.textContent = box.dataset.tRefused;
		}).then(() => {
			recorder = null;
			words.textContent = call;
			button.classList.remove("live");
		});
	});
})();
