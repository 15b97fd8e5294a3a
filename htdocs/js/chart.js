/*
 * Charts of tables: a [data-chart] draws the columns marked data-drawn of its
 * data-table; the table stays beside it and says the same without a script.
 * Chart.js is loaded when the first chart comes near.  Colours are the page's.
 */
"use strict";

(function () {
	const boxes = [...document.querySelectorAll("[data-chart]")];
	let library = null;

	function load() {
		if (library === null)
			library = new Promise((resolve, reject) => {
				const js = document.createElement("script");

				js.src = "/vendor/chart.js/chart.min.js";
				js.addEventListener("load", () => resolve(window.Chart));
				js.addEventListener("error", reject);
				document.head.append(js);
			});
		return library;
	}

	/* "93.72 %", "1,204", "12 ▲+3"; a dash is no number. */
	function value(cell) {
		const v = Number.parseFloat(cell.textContent.trim().replace(/,/g, ""));

		return Number.isFinite(v) ? v : null;
	}

	function read(table) {
		const heads = [...table.tHead.rows[0].cells];
		const columns = heads.map((h, i) => "drawn" in h.dataset ? i : -1).filter((i) => i >= 0);
		const rows = [...table.tBodies[0].rows].filter((r) => r.cells.length === heads.length &&
		    columns.some((c) => value(r.cells[c]) !== null));

		return { rows: rows, labels: rows.map((r) => r.cells[0].dataset.short || r.cells[0].firstChild.textContent.trim()),
			series: columns.map((c) => ({ label: heads[c].textContent.trim(), data: rows.map((r) => value(r.cells[c])) })) };
	}

	function draw(Chart, box) {
		const style = getComputedStyle(box), colour = (name) => style.getPropertyValue(name).trim();
		const from = read(document.querySelector(box.dataset.table));
		const bars = box.dataset.chart === "bar";
		const fills = [colour("--link"), colour("--edge")];

		if (from.labels.length === 0) {
			box.hidden = true;
			return;
		}
		box.querySelector("div").style.height = bars ? Math.max(140, from.labels.length * (from.series.length > 1 ? 34 : 24) + 50) + "px" : "260px";
		new Chart(box.querySelector("canvas"), {
			type: bars ? "bar" : "line",
			data: { labels: from.labels, datasets: from.series.map((s, i) => ({ label: s.label, data: s.data,
				backgroundColor: fills[i], borderColor: fills[i], borderWidth: bars ? 0 : 2, tension: 0, spanGaps: false,
				pointRadius: 4, maxBarThickness: 18 })) },
			options: { indexAxis: bars ? "y" : "x", responsive: true, maintainAspectRatio: false, animation: false,
				color: colour("--ink"), font: { family: style.fontFamily, size: 13 },
				scales: { x: { grid: { color: colour("--line") }, ticks: { color: colour("--ink-soft") }, beginAtZero: true },
					y: { grid: { color: bars ? "transparent" : colour("--line") }, ticks: { color: colour("--ink"), autoSkip: !bars }, beginAtZero: true } },
				plugins: { legend: { display: from.series.length > 1, labels: { color: colour("--ink") } } } }
		});
	}

	function show(box) {
		box.hidden = false;
		load().then((Chart) => draw(Chart, box)).catch(() => {
			box.hidden = true;	/* the table remains */
		});
	}

	boxes.forEach(show);

	/* Other colours when the light changes. */
	window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
		for (const box of boxes) {
			const old = window.Chart && window.Chart.getChart(box.querySelector("canvas"));

			if (old)
				old.destroy();
			show(box);
		}
	});

	/* Choosing another kind of period needs other fields: the office draws them. */
	for (const select of document.querySelectorAll(".eval-form select[name=span]"))
		select.addEventListener("change", () => select.form.requestSubmit());
})();
