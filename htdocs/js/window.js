/*
 * The public map: areas with their number of cases (GeoJSON of data-cells), the
 * darker the more.  A number shows as soon as its area is wide enough for it.
 * The table below has the same numbers and needs no script.
 */
"use strict";

document.addEventListener("anjuan:map", (e) => {
	const box = e.target, { L, map } = e.detail, ROOM = 30;

	function wide(l) {
		const b = l.getBounds();

		return map.latLngToContainerPoint(b.getNorthEast()).x - map.latLngToContainerPoint(b.getSouthWest()).x >= ROOM;
	}

	if (!box.dataset.cells)
		return;
	fetch(box.dataset.cells).then((r) => r.json()).then((geo) => {
		const layer = L.geoJSON(geo, {
			style: (f) => ({ className: "cell step" + f.properties.step, weight: 1 }),
			interactive: false,
			onEachFeature: (f, l) => l.bindTooltip(document.createTextNode(String(f.properties.cases)),
				{ permanent: true, direction: "center", className: "cell-number" })
		});
		const numbers = () => layer.eachLayer((l) => wide(l) ? l.openTooltip() : l.closeTooltip());

		if (layer.getBounds().isValid())
			map.fitBounds(layer.getBounds(), { animate: false });
		layer.addTo(map);
		layer.eachLayer((l) => l.getElement() && l.getElement().setAttribute("aria-hidden", "true"));
		map.on("zoomend", numbers);
		numbers();
	}).catch(() => {});	/* the table remains */
});
