/*
 * Maps.  Every [data-map] shows the district's grids and either a place
 * (data-lat, data-lon) or lets one be chosen (data-pick: fields lat and lon).
 * Leaflet is loaded when the first map comes into view; no outside tiles
 * unless the office has set some.
 */
"use strict";

(function () {
	const LEAFLET = "/vendor/leaflet/";
	let leaflet = null;

	function loadLeaflet() {
		if (leaflet === null)
			leaflet = new Promise((resolve, reject) => {
				const css = document.createElement("link"), js = document.createElement("script");

				css.rel = "stylesheet";
				css.href = LEAFLET + "leaflet.css";
				js.src = LEAFLET + "leaflet.min.js";
				js.addEventListener("load", () => resolve(window.L));
				js.addEventListener("error", reject);
				document.head.append(css, js);
			});
		return leaflet;
	}

	function pin(L) {
		return L.divIcon({ className: "map-pin", iconSize: [36, 36], iconAnchor: [18, 34],
			html: "<svg aria-hidden=\"true\"><use href=\"/img/icons.svg#pin\"/></svg>" });
	}

	function field(name) {
		return document.querySelector("input[name=" + name + "]");
	}

	function typedPoint() {
		const lat = Number.parseFloat(field("lat").value), lon = Number.parseFloat(field("lon").value);

		return Number.isFinite(lat) && Number.isFinite(lon) ? [lat, lon] : null;
	}

	/* A list of the office's grid layers in the corner of a desk's map, when there are several: a citizen needs one. */
	function addLayers(L, map, box, geo, shown) {
		const control = L.control({ position: "topright" });

		if (!geo.layers || geo.layers.length < 2 || box.layerList || !document.body.matches(".desk"))
			return;
		control.onAdd = () => {
			const list = document.createElement("select");

			list.className = "map-layer";
			list.setAttribute("aria-label", geo.label);
			for (const l of geo.layers)
				list.add(new Option(l.name, l.code, false, l.code === shown));
			L.DomEvent.disableClickPropagation(list);
			L.DomEvent.disableScrollPropagation(list);
			list.addEventListener("change", () => {
				const at = new URL(box.dataset.grid, location.href);

				at.searchParams.set("layer", list.value);
				box.dataset.grid = at.pathname + at.search;
				addGrid(L, map, box, true);
			});
			box.layerList = list;
			return list;
		};
		control.addTo(map);
	}

	function addGrid(L, map, box, keepView) {
		const asked = box.dataset.grid;

		fetch(asked).then((r) => r.json()).then((geo) => {
			if (box.dataset.grid !== asked)
				return;		/* another layer was chosen meanwhile */
			addLayers(L, map, box, geo, new URL(asked, location.href).searchParams.get("layer"));
			if (box.gridLayer)
				box.gridLayer.remove();
			if (box.gridNames)
				map.off("zoomend", box.gridNames);
			const layer = L.geoJSON(geo, {
				style: { color: getComputedStyle(box).getPropertyValue("--edge").trim() || "#857e73",
					weight: 1, fillOpacity: 0.04 },
				interactive: false,
				onEachFeature: (f, l) => l.bindTooltip(f.properties.name || f.properties.code || "",
					{ permanent: true, direction: "center", className: "grid-name" })
			}).addTo(map);

			box.gridLayer = layer;
			layer.eachLayer((l) => l.getElement && l.getElement() &&
			    l.getElement().setAttribute("aria-hidden", "true"));
			/* From far away the names would lie upon each other. */
			const names = () => {
				const b = layer.getBounds(), wide = map.project(b.getNorthEast()).x - map.project(b.getSouthWest()).x;

				box.classList.toggle("no-names", wide / Math.sqrt(geo.features.length) < 90);
			};

			if (!keepView && !("fitted" in box.dataset) && layer.getBounds().isValid())
				map.fitBounds(layer.getBounds());
			if (layer.getBounds().isValid()) {
				box.gridNames = names;
				map.on("zoomend", names);
				names();
			}
		}).catch(() => {});	/* without grids the map still takes a point */
	}

	/* Points and ways of the office's own (GeoJSON); a live one is asked for again while it is seen. */
	function addGeo(L, map, box) {
		let layer = null;
		const load = () => document.hidden ? undefined : fetch(box.dataset.geo, { headers: { Accept: "application/json" } })
		    .then((r) => r.json()).then((geo) => {
			const next = L.geoJSON(geo, {
				style: (f) => ({ color: getComputedStyle(box).getPropertyValue("--seal").trim() || "#b3261e",
					weight: f.geometry.type === "Polygon" ? 2 : 4, fillOpacity: 0.08, dashArray: f.properties.after === false ? "6 6" : null }),
				pointToLayer: (f, at) => L.circleMarker(at, { radius: 8, weight: 3, fillOpacity: 0.6 }),
				onEachFeature: (f, l) => f.properties.name && l.bindTooltip(document.createTextNode(f.properties.name),
					{ permanent: true, direction: "top" })
			});

			if (layer)
				layer.remove();
			else if (next.getBounds().isValid() && !("live" in box.dataset)) {
				box.dataset.fitted = "";	/* the grids behind it come when they come */
				map.fitBounds(next.getBounds(), { maxZoom: 17 });
			}
			layer = next.addTo(map);
		}).catch(() => {});

		load();
		if ("live" in box.dataset)
			setInterval(load, 30000);
	}

	function pick(L, map, box) {
		let marker = null;
		const set = (at, move) => {
			if (marker === null) {
				marker = L.marker(at, { icon: pin(L), draggable: true, keyboard: true,
					alt: box.dataset.pin, title: box.dataset.pin }).addTo(map);
				marker.on("dragend", () => typed(marker.getLatLng()));
			}
			marker.setLatLng(at);
			if (move)
				map.setView(at, Math.max(map.getZoom(), 16));
		};
		const typed = (at) => {
			field("lat").value = at.lat.toFixed(6);
			field("lon").value = at.lng.toFixed(6);
			field("lat").dispatchEvent(new Event("input", { bubbles: true }));
		};
		const read = () => {
			const at = typedPoint();

			if (at)
				set(at, true);
		};

		map.on("click", (e) => {
			set(e.latlng, false);
			typed(e.latlng);
		});
		field("lat").addEventListener("change", read);
		field("lon").addEventListener("change", read);
		document.addEventListener("anjuan:point", read);
		document.addEventListener("anjuan:typed", read);
		read();
	}

	function build(L, box) {
		const lat = Number.parseFloat(box.dataset.lat), lon = Number.parseFloat(box.dataset.lon);
		const shown = Number.isFinite(lat) && Number.isFinite(lon);
		const pickHere = "pick" in box.dataset;
		const typed = pickHere ? typedPoint() : null;
		const map = L.map(box, { scrollWheelZoom: false, attributionControl: true });

		map.attributionControl.setPrefix(false);
		map.setView(shown ? [lat, lon] : typed || [35, 105], shown || typed ? 16 : 4);
		if (box.dataset.tile)
			L.tileLayer(box.dataset.tile, { attribution: box.dataset.credit || "", maxZoom: 19 }).addTo(map);
		addGrid(L, map, box, shown || typed !== null || "cells" in box.dataset);
		if (shown)
			L.marker([lat, lon], { icon: pin(L), interactive: false, keyboard: false, alt: "" }).addTo(map);
		if (box.dataset.geo)
			addGeo(L, map, box);
		if (pickHere)
			pick(L, map, box);
		box.dispatchEvent(new CustomEvent("anjuan:map", { bubbles: true, detail: { L: L, map: map, pin: pin(L) } }));
	}

	function watch(box) {
		const start = () => loadLeaflet().then((L) => build(L, box)).catch(() => {
			box.hidden = true;	/* address and coordinates remain */
		});

		box.hidden = false;
		if (!("IntersectionObserver" in window)) {
			start();
			return;
		}
		const seen = new IntersectionObserver((entries) => {
			if (entries.some((e) => e.isIntersecting)) {
				seen.disconnect();
				start();
			}
		}, { rootMargin: "200px" });
		seen.observe(box);
	}

	document.querySelectorAll("[data-map]").forEach(watch);
})();
