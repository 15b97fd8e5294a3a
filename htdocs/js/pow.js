/*
 * The proof that a report costs its sender a little work: eight numbers, found
 * in short steps between two frames while he fills in the form.  SHA-256 of
 * our own: crypto.subtle answers each hash by a promise, which costs twenty
 * times the hash, and is missing without TLS.  Without this script the report
 * is taken all the same, and a person looks at it first.
 */
"use strict";

(function () {
	const PARTS = 8, STEP_MS = 10, FRESH_MS = 12 * 3600e3;
	const K = new Uint32Array([
		0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
		0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
		0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
		0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
		0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
		0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
		0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
		0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2]);
	const W = new Uint32Array(64);
	const form = document.querySelector("form[data-proof-bits]");

	/* The first 32 bits of SHA-256 of ASCII text of at most 55 bytes: one block. */
	function head(text) {
		let a = 0x6a09e667, b = 0xbb67ae85, c = 0x3c6ef372, d = 0xa54ff53a;
		let e = 0x510e527f, f = 0x9b05688c, g = 0x1f83d9ab, h = 0x5be0cd19;

		W.fill(0, 0, 16);
		for (let i = 0; i < text.length; i++)
			W[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
		W[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
		W[15] = 8 * text.length;
		for (let i = 16; i < 64; i++) {
			const x = W[i - 15], y = W[i - 2];

			W[i] = W[i - 16] + W[i - 7] +
			    ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) +
			    ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
		}
		for (let i = 0; i < 64; i++) {
			const s = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
			const t = h + s + (e & f ^ ~e & g) + K[i] + W[i] | 0;
			const u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) +
			    (a & b ^ a & c ^ b & c) | 0;

			h = g;
			g = f;
			f = e;
			e = d + t | 0;
			d = c;
			c = b;
			b = a;
			a = t + u | 0;
		}
		return a + 0x6a09e667 >>> 0;
	}

	if (!form || !form.elements.ticket)
		return;

	const bits = Number(form.dataset.proofBits) || 0;
	let key = form.elements.key.value, asked = Date.now();
	let run = 0, held = null;

	function done(numbers, spent) {
		form.elements.proof.value = numbers.join(".");
		form.dataset.proofMs = Math.round(spent);
		if (held) {
			const by = held;

			held = null;
			form.requestSubmit(by.form === form ? by : undefined);
		}
	}

	/* A step of ten milliseconds, then the page has its turn. */
	function solve() {
		const mine = ++run, ticket = form.elements.ticket.value, numbers = [];
		let n = 0, spent = 0;

		form.elements.proof.value = "";
		if (bits === 0)
			return;
		const step = () => {
			const from = performance.now();

			while (mine === run && numbers.length < PARTS) {
				if (head(ticket + "." + numbers.length + "." + n) >>> (32 - bits) === 0) {
					numbers.push(n);
					n = 0;
				} else if ((++n & 63) === 0 && performance.now() - from > STEP_MS) {
					spent += performance.now() - from;
					setTimeout(step, 0);
					return;
				}
			}
			if (mine === run)
				done(numbers, spent + performance.now() - from);
		};
		setTimeout(step, 0);
	}

	/* The form may have taken the key of its draft, or stood open for a day: it needs a ticket of its own. */
	async function renew() {
		const want = form.elements.key.value;

		try {
			const answer = await fetch("/report/ticket?key=" + encodeURIComponent(want));
			const said = await answer.json();

			if (!answer.ok || !said.ticket)
				return;
			form.elements.ticket.value = said.ticket;
			key = want;
			asked = Date.now();
			solve();
		} catch (e) {
			/* no line: sending says so itself, and a person looks at a report without proof */
		}
	}

	function stale() {
		return form.elements.key.value !== key || Date.now() - asked > FRESH_MS;
	}

	function begin() {
		if (stale())
			renew();
		else
			solve();
	}

	/* Before the form's own listeners: it waits a moment for the proof, five seconds at most. */
	document.addEventListener("submit", (e) => {
		if (e.target !== form || bits === 0 || (e.submitter && e.submitter.name) || form.elements.proof.value !== "" || form.dataset.proofOver)
			return;
		e.preventDefault();
		e.stopImmediatePropagation();
		if (held)
			return;
		held = e.submitter || form;
		setTimeout(() => {
			form.dataset.proofOver = "1";
			if (held)
				done([], 0);
		}, 5000);
	}, true);
	document.addEventListener("anjuan:key", () => {
		form.elements.proof.value = "";
		renew();
	});
	document.addEventListener("visibilitychange", () => {
		if (!document.hidden && stale())
			renew();
	});
	window.addEventListener("load", () => setTimeout(begin, 0));
})();
