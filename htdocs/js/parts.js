/* What the scripts of the complaint form share: texts with gaps, pictures of icons.svg, small buttons. */
"use strict";

(function () {
	function fill(text, a, b) {
		return text.replace("{0}", a).replace("{1}", b);
	}

	function icon(name) {
		const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
		const use = document.createElementNS("http://www.w3.org/2000/svg", "use");

		svg.setAttribute("class", "i");
		svg.setAttribute("aria-hidden", "true");
		use.setAttribute("href", "/img/icons.svg#" + name);
		svg.append(use);
		return svg;
	}

	function button(text, name, click) {
		const b = document.createElement("button");

		b.type = "button";
		b.className = "small bare";
		b.append(icon(name), text);
		b.addEventListener("click", click);
		return b;
	}

	window.anjuanParts = { fill: fill, icon: icon, button: button };
})();
