/*
 * The worker behind the street's pages, at /desk/sw.js: keeps the pages of a
 * person's tasks for where there is no line, and sends the outbox when the
 * line is back, also when no page is open.  All that is private goes at
 * sign-out.
 */
"use strict";

importScripts("/js/outbox.js");

const PAGES = "anjuan-pages", FIXED = "anjuan-fixed";
const PATIENCE = 6000;		/* a page that is kept does not wait longer for a bad line */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
/* A page that was still loading at that moment was left out: it asks again. */
self.addEventListener("message", (e) => e.data === "claim" && e.waitUntil(self.clients.claim()));

function isPage(url) {
	return /^\/desk\/(tasks|task|register|spot|patrol)$/.test(url.pathname);
}

/* One entry a page, whatever else stands in its address. */
function nameOf(url) {
	const id = url.searchParams.get("id");

	return url.pathname + (id ? "?id=" + id : "");
}

async function keep(cacheName, name, answer) {
	if (answer.status === 200 && answer.type === "basic" && !answer.redirected)
		await (await caches.open(cacheName)).put(name, answer.clone());
	return answer;
}

function patience(ms) {
	return new Promise((resolve, reject) => setTimeout(() => reject(new Error("slow")), ms));
}

/* The office's page while there is a line; else the one that was kept; else the list. */
async function page(request, url) {
	const name = nameOf(url), cache = await caches.open(PAGES), old = await cache.match(name);
	const fresh = fetch(request).then((r) => keep(PAGES, name, r));

	try {
		const r = await (old ? Promise.race([fresh, patience(PATIENCE)]) : fresh);

		if (r.status < 500 || !old)
			return r;
	} catch (e) {
		fresh.catch(() => {});
		if (!old && url.pathname !== "/desk/tasks" && await cache.match("/desk/tasks"))
			return Response.redirect("/desk/tasks#missing", 302);
		if (!old)
			throw e;
	}
	return old;
}

/* A picture never changes under its number. */
async function photo(request, url) {
	const cache = await caches.open(PAGES), old = await cache.match(url.pathname);

	return old || keep(PAGES, url.pathname, await fetch(request));
}

/* Style, scripts, drawings: one with a version in its address never changes. */
async function fixed(request, url) {
	const cache = await caches.open(FIXED), name = url.pathname + url.search, old = await cache.match(name);

	if (old && url.searchParams.has("v"))
		return old;
	try {
		return await keep(FIXED, name, await fetch(request));
	} catch (e) {
		if (old)
			return old;
		throw e;
	}
}

async function forget() {
	await caches.delete(PAGES);
	await self.anjuanOutbox.clear().catch(() => {});
}

/* Signing out goes through the office; only then the phone forgets. */
async function signOut(request) {
	const r = await fetch(request);

	if (r.type === "opaqueredirect" || r.status < 400)
		await forget();
	return r;
}

self.addEventListener("fetch", (e) => {
	const url = new URL(e.request.url);

	if (url.origin !== self.location.origin)
		return;
	if (e.request.method === "POST") {
		if (/^\/desk\/logout(-all)?$/.test(url.pathname))
			e.respondWith(signOut(e.request));
	} else if (e.request.method !== "GET") {
		return;
	} else if (isPage(url)) {
		e.respondWith(page(e.request, url));
	} else if (/^\/desk\/photo\/\d+(-t)?$/.test(url.pathname)) {
		e.respondWith(photo(e.request, url));
	} else if (/^\/(css|js|img|vendor)\//.test(url.pathname) || url.pathname === "/favicon.svg" ||
	    url.pathname === "/api/grid.geojson") {
		e.respondWith(fixed(e.request, url));
	}
});

self.addEventListener("sync", (e) => {
	if (e.tag === "outbox")
		e.waitUntil(self.anjuanOutbox.send().then((how) => {
			if (how === "later")
				throw new Error("no line yet");	/* the browser tries again */
		}));
});
