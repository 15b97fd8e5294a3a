'use strict';
/*
 * Slow 3G (400 ms a way there and back, 400 kbit/s, a processor four times
 * slower, nothing kept): what each page weighs on the line, when its first words
 * stand there, when it can be used.  Design: the form's HTML is there in a second.
 */
const { equal, page, run, test, url } = require('./office.js');
const { follow, report } = require('./staff.js');

const LINE = { offline: false, latency: 400, downloadThroughput: 400e3 / 8, uploadThroughput: 400e3 / 8 };
const rows = [];

/* { html, first, usable } in ms, { kb, files } of all that came; the pictures below the fold may still be coming. */
async function measure(name, p, path) {
	const cdp = await p.context().newCDPSession(p);
	let bytes = 0, files = 0;

	await cdp.send('Network.enable');
	cdp.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; files++; });
	await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
	await cdp.send('Network.emulateNetworkConditions', LINE);
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	await p.goto(url + path, { waitUntil: 'load' });
	const at = await p.evaluate(() => new Promise((resolve) => {
		const n = performance.getEntriesByType('navigation')[0];
		const tell = (first) => resolve({ html: n.responseEnd, first: first, usable: n.domContentLoadedEventEnd });

		new PerformanceObserver((l) => tell(l.getEntriesByName('first-contentful-paint')[0].startTime))
			.observe({ type: 'paint', buffered: true });
	}));
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	await cdp.detach();
	rows.push([name, (bytes / 1024).toFixed(1), files, ...[at.html, at.first, Math.max(at.first, at.usable)].map(Math.round)]);
	return at;
}

test('home, form, follow page and figures on slow 3G', async () => {
	const limits = { home: '/', form: '/report', figures: '/figures' };

	for (const [name, path] of Object.entries(limits)) {
		const p = await page({ phone: true });
		const at = await measure(name, p, path);

		equal(at.html < 1000, true, 'the HTML of ' + name + ' within a second: ' + at.html);
		equal(at.first < 3000, true, 'the first words of ' + name + ': ' + at.first);
		await p.context().close();
	}
	const q = await page({ phone: true });

	await follow(q, await report({ page: q }));
	const at = await measure('follow', q, '/track?lang=zh');
	equal(at.html < 1000, true, 'the HTML of the follow page: ' + at.html);
	console.log('# page      KB on the line   files   HTML ms   first words ms   usable ms');
	for (const r of rows)
		console.log('# ' + r[0].padEnd(10) + r.slice(1).map((v, i) => String(v).padStart([13, 8, 10, 17, 12][i])).join(''));
});

run();
