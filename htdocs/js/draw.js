/*
 * Drawing on the map of a form ([data-draw] beside [data-map]): the corners of
 * an area are handles over the text field that is sent (one "lat lon" a line,
 * an empty line begins a hole), a point is a pin over two fields.  What is
 * typed is drawn, what is drawn is typed; the form is sent as without a map.
 */
"use strict";

(function () {
	const MIDDLES_MAX = 300;	/* beyond, corners are only moved */

	function text(rings) {
		return rings.map((r) => r.map((p) => p[0].toFixed(6) + " " + p[1].toFixed(6)).join("\n")).join("\n\n");
	}

	/* null where a line is no corner */
	function parse(value) {
		const rings = value.trim().split(/\n[ \t\r]*\n|\|/).map((r) => r.trim().split(/[\n;]/).map((l) => l.trim()
			.split(/[ ,\t]+/).map(Number)));

		if (value.trim() === "")
			return [[]];
		for (const r of rings) {
			if (r.some((p) => p.length !== 2 || !p.every(Number.isFinite)))
				return null;
			if (r.length > 1 && r[0][0] === r[r.length - 1][0] && r[0][1] === r[r.length - 1][1])
				r.pop();
		}
		return rings;
	}

	function tools(box) {
		const t = box.parentNode.querySelector("[data-draw-tools]");

		t.hidden = false;
		return t.querySelector("[data-draw-undo]");
	}

	function area(box, L, map) {
		const field = document.getElementById(box.dataset.field), undo = tools(box), past = [];
		let rings = parse(field.value) || [[]], polygon = null;
		const handles = L.layerGroup().addTo(map);
		const icon = (size, name) => L.divIcon({ className: "corner " + name, iconSize: [size, size] });

		const write = () => {
			field.value = text(rings);
			field.dispatchEvent(new Event("input", { bubbles: true }));
		};
		const keep = () => {
			past.push(JSON.stringify(rings));
			undo.disabled = false;
		};
		const line = () => {
			if (polygon === null)
				polygon = L.polygon([], { color: getComputedStyle(box).getPropertyValue("--seal").trim() || "#b3261e",
					weight: 3, fillOpacity: 0.08, interactive: false }).addTo(map);
			polygon.setLatLngs(rings);
		};
		const remove = (ring, i) => {
			if (rings[ring].length < 4)
				return;
			keep();
			rings[ring].splice(i, 1);
			draw();
			write();
		};
		const corner = (ring, i) => {
			const m = L.marker(rings[ring][i], { icon: icon(18, ""), draggable: true, keyboard: true,
				title: box.dataset.corner + " " + (i + 1), alt: box.dataset.corner + " " + (i + 1) }).addTo(handles);

			m.on("dragstart", keep);
			m.on("drag", () => {
				rings[ring][i] = [m.getLatLng().lat, m.getLatLng().lng];
				line();
			});
			m.on("dragend", () => {
				draw();
				write();
			});
			m.on("dblclick", () => remove(ring, i));
			m.on("keydown", (e) => {
				const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[e.originalEvent.key];

				if (e.originalEvent.key === "Delete" || e.originalEvent.key === "Backspace") {
					remove(ring, i);
				} else if (step) {	/* one metre or so */
					keep();
					rings[ring][i] = [rings[ring][i][0] + step[0] / 1e5, rings[ring][i][1] + step[1] / 1e5];
					m.setLatLng(rings[ring][i]);
					line();
					write();
				} else {
					return;
				}
				e.originalEvent.preventDefault();
				e.originalEvent.stopPropagation();
			});
		};
		const middle = (ring, i) => {
			const a = rings[ring][i], b = rings[ring][(i + 1) % rings[ring].length];
			const m = L.marker([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], { icon: icon(12, "middle"), draggable: true,
				keyboard: false, title: box.dataset.middle, alt: box.dataset.middle }).addTo(handles);

			m.on("dragstart", () => {
				keep();
				rings[ring].splice(i + 1, 0, [m.getLatLng().lat, m.getLatLng().lng]);
			});
			m.on("drag", () => {
				rings[ring][i + 1] = [m.getLatLng().lat, m.getLatLng().lng];
				line();
			});
			m.on("dragend", () => {
				draw();
				write();
			});
		};
		const draw = () => {
			const all = rings.reduce((n, r) => n + r.length, 0);

			handles.clearLayers();
			line();
			rings.forEach((r, k) => r.forEach((p, i) => {
				corner(k, i);
				if (r.length > 2 && all <= MIDDLES_MAX)
					middle(k, i);
			}));
		};

		/* a new area: each click sets a corner until there are three, then the middles take over */
		map.on("click", (e) => {
			if (rings[0].length >= 3)
				return;
			keep();
			rings[0].push([e.latlng.lat, e.latlng.lng]);
			draw();
			write();
		});
		undo.disabled = true;
		undo.addEventListener("click", () => {
			rings = JSON.parse(past.pop());
			undo.disabled = past.length === 0;
			draw();
			write();
		});
		field.addEventListener("change", () => {
			const typed = parse(field.value);

			if (typed === null)
				return;
			keep();
			rings = typed;
			draw();
		});
		map.doubleClickZoom.disable();
		draw();
		if (rings[0].length > 0) {
			box.dataset.fitted = "";
			map.fitBounds(polygon.getBounds(), { padding: [30, 30], maxZoom: 18 });
		}
		box.dataset.ready = "1";
	}

	function point(box, L, map, pin) {
		const lat = document.getElementById(box.dataset.field), lon = document.getElementById(box.dataset.second);
		const undo = tools(box), past = [];
		let marker = null;
		const typed = () => [Number.parseFloat(lat.value), Number.parseFloat(lon.value)];
		const write = (at) => {
			lat.value = at[0].toFixed(6);
			lon.value = at[1].toFixed(6);
			lat.dispatchEvent(new Event("input", { bubbles: true }));
		};
		const show = (at) => {
			if (marker === null) {
				marker = L.marker(at, { icon: pin, draggable: true, keyboard: true, alt: box.dataset.pin, title: box.dataset.pin })
				    .addTo(map);
				marker.on("dragend", () => move([marker.getLatLng().lat, marker.getLatLng().lng]));
			}
			marker.setLatLng(at);
		};
		const move = (at) => {
			past.push(typed());
			undo.disabled = false;
			show(at);
			write(at);
		};
		const read = (fit) => {
			const at = typed();

			if (!at.every(Number.isFinite))
				return;
			show(at);
			if (fit) {
				box.dataset.fitted = "";
				map.setView(at, 17);
			}
		};

		map.on("click", (e) => move([e.latlng.lat, e.latlng.lng]));
		lat.addEventListener("change", () => read(true));
		lon.addEventListener("change", () => read(true));
		undo.disabled = true;
		undo.addEventListener("click", () => {
			const at = past.pop();

			undo.disabled = past.length === 0;
			if (at.every(Number.isFinite)) {
				show(at);
				write(at);
			}
		});
		read(true);
		box.dataset.ready = "1";
	}

	document.addEventListener("anjuan:map", (e) => {
		const box = e.target, { L, map, pin } = e.detail;

		if (box.dataset.draw === "shape")
			area(box, L, map);
		else if (box.dataset.draw === "point")
			point(box, L, map, pin);
	});
})();
