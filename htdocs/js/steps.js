/*
 * The short path of the large look: one question of the form at a time
 * ([data-step]), with big buttons; the browser's Back goes to the question
 * before.  Without this script all questions stand below one another.
 */
"use strict";

(function () {
	const form = document.getElementById("report");
	const steps = [...form.querySelectorAll("[data-step]")];
	const send = form.querySelector(".send"), nav = form.querySelector("[data-step-nav]");
	const count = document.createElement("p");
	let now = 0;

	function show(no, focus) {
		now = Math.min(Math.max(no, 0), steps.length - 1);
		steps.forEach((s, i) => { s.hidden = i !== now; });
		send.hidden = now < steps.length - 1;
		nav.querySelector("[data-next]").hidden = !send.hidden;
		nav.querySelector("[data-back]").hidden = now === 0;
		count.textContent = form.dataset.tStep.replace("{0}", now + 1).replace("{1}", steps.length);
		if (!focus)
			return;
		const head = steps[now].querySelector("legend, h2");

		head.tabIndex = -1;
		head.focus({ preventScroll: true });
		count.scrollIntoView({ block: "start" });
	}

	/* Each step is a place of its own to go back to. */
	function go(no) {
		history.pushState({ step: no }, "");
		show(no, true);
	}

	/* The step that something is in; -1: none. */
	function around(e) {
		return e ? steps.findIndex((s) => s.contains(e)) : -1;
	}

	count.className = "step-count soft";
	count.setAttribute("role", "status");
	form.prepend(count);
	nav.hidden = false;
	nav.addEventListener("click", (e) => {
		const b = e.target.closest("button");

		if (b && "next" in b.dataset)
			go(now + 1);
		else if (b)
			history.state && history.state.step === now ? history.back() : go(now - 1);
	});
	/* Enter in a field goes on; it sends at the last question only. */
	form.addEventListener("keydown", (e) => {
		if (e.key === "Enter" && !e.defaultPrevented && e.target.matches("input") && send.hidden) {
			e.preventDefault();
			go(now + 1);
		}
	});
	/* A finger on a picture has the next button brought below it; keys stay where they are. */
	form.addEventListener("click", (e) => {
		if (e.detail > 0 && e.target.closest(".kind"))
			setTimeout(() => nav.scrollIntoView({ block: "end" }), 300);
	});
	window.addEventListener("popstate", (e) => show(e.state && e.state.step || 0, true));
	/* What is wrong is shown where it stands, and the list of mistakes leads there. */
	document.addEventListener("click", (e) => {
		const a = e.target.closest("a[href^='#']"), to = around(a && document.getElementById(a.hash.slice(1)));

		if (to >= 0)
			show(to, false);
	});
	const wrong = around(form.querySelector(".error"));
	show(wrong >= 0 ? wrong : history.state && history.state.step || 0, false);
})();
