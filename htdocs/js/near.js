/*
 * What is known already around the place one points at: marks on the map of
 * the form ([data-near]), read by tiles, each once.
 */
"use strict";

(function () {
	const TILE = 0.005, TILES_MAX = 24;	/* as NEAR_TILE of lib/rule/near.h; more is the whole town */

	function number(row, col) {
		return row * 100000 + col;
	}

	function mark(L, map, box, c) {
		const words = document.createElement("span");
		const colour = getComputedStyle(box).getPropertyValue(c.open ? "--late" : "--ok").trim();

		words.textContent = c.label;
		const dot = L.circleMarker([c.lat, c.lon], { weight: 2, color: colour, fillColor: colour,
			fillOpacity: c.open ? 0.7 : 0.1, dashArray: c.coarse ? "3 3" : null, bubblingMouseEvents: false })
			.bindPopup(words);
		/* From far away the dots are small: they tell where many are, and leave the map to be seen. */
		const size = () => dot.setRadius(Math.max(3, Math.min(7, map.getZoom() - 10)) * (c.coarse ? 1.5 : 1));

		size();
		dot.addTo(map);
		map.on("zoomend", size);
	}

	function watch(L, map, box) {
		const known = new Set();
		const legend = document.querySelector("[data-legend]");
		const load = () => {
			const b = map.getBounds();
			const rows = [Math.floor((b.getSouth() + 90) / TILE), Math.floor((b.getNorth() + 90) / TILE)];
			const cols = [Math.floor((b.getWest() + 180) / TILE), Math.floor((b.getEast() + 180) / TILE)];

			if ((rows[1] - rows[0] + 1) * (cols[1] - cols[0] + 1) > TILES_MAX)
				return;
			for (let r = rows[0]; r <= rows[1]; r++)
				for (let c = cols[0]; c <= cols[1]; c++) {
					const tile = number(r, c);

					if (known.has(tile))
						continue;
					known.add(tile);
					fetch(box.dataset.near + tile, { headers: { Accept: "application/json" } })
					    .then((answer) => answer.json()).then((answer) => {
						answer.cases.forEach((one) => mark(L, map, box, one));
						if (legend && answer.cases.length > 0)
							legend.hidden = false;
					}).catch(() => known.delete(tile));	/* asked again at the next move */
				}
		};

		map.on("moveend", load);
		load();
	}

	document.addEventListener("anjuan:map", (e) => {
		if ("near" in e.target.dataset)
			watch(e.detail.L, e.detail.map, e.target);
	});
})();
