/*
 * The living style guide: every token of the stylesheet's :root as it is now,
 * in this look and this light.  A colour is shown, a measure drawn.
 */
"use strict";

(function () {
	const place = document.querySelector("[data-tokens]"), now = getComputedStyle(document.documentElement);
	const names = new Set();

	for (const rule of document.styleSheets[0].cssRules)
		if (rule.selectorText === ":root")
			for (const name of rule.style)
				if (name.startsWith("--"))
					names.add(name);
	function draw() {
		place.replaceChildren();
		for (const name of names) {
			const value = now.getPropertyValue(name).trim(), li = document.createElement("li"),
				show = document.createElement("i"), b = document.createElement("b"), code = document.createElement("span");

			if (value.startsWith("#"))
				show.style.background = value;
			else if (name.startsWith("--f-"))
				show.style.fontSize = value;
			else if (/^--r\d/.test(name))
				show.style.borderRadius = value;
			else if (/^--(s\d|touch)/.test(name))
				show.style.width = value;
			else
				continue;
			show.textContent = name.startsWith("--f-") ? "Aa" : "";
			b.textContent = name.slice(2);
			code.textContent = value;
			li.append(show, b, code);
			place.append(li);
		}
	}

	draw();
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
