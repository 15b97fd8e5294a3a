'use strict';
/*
 * Lighthouse on the pages everybody sees, as on a middling phone with a slow
 * line: all four categories at 95 or more, the follow page but for search
 * engines, which have no business there.  A page below that is measured twice
 * more, and the median counts.  With "-v" the figures of three runs each are
 * printed, in both languages.
 */
const { pathToFileURL } = require('url');
const { page, run, test, url } = require('./office.js');
const { follow, report } = require('./staff.js');

const LEAST = 0.95;
const all = ['performance', 'accessibility', 'best-practices', 'seo'];
const verbose = process.argv.includes('-v');

async function scores(address, headers, categories) {
	const { default: lighthouse } = await import(pathToFileURL(require.resolve('lighthouse')));
	const { launch } = await import(pathToFileURL(require.resolve('chrome-launcher')));
	const chrome = await launch({
		chromePath: process.env.CHROMIUM || '/usr/bin/chromium',
		chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
		logLevel: 'silent'
	});
	try {
		const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: categories,
			extraHeaders: headers, logLevel: 'silent' });
		return { of: Object.fromEntries(categories.map((c) => [c, lhr.categories[c].score])),
			weight: lhr.audits['total-byte-weight'].numericValue, poor: Object.values(lhr.audits)
				.filter((a) => a.score !== null && a.score < 0.9).map((a) => a.id + ' ' + a.score) };
	} finally {
		await chrome.kill();
	}
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function good(address, headers, categories) {
	const runs = [await scores(address, headers, categories)];

	if (verbose || categories.some((c) => runs[0].of[c] < LEAST))
		for (let i = 0; i < 2; i++)
			runs.push(await scores(address, headers, categories));
	const got = categories.map((c) => [c, median(runs.map((r) => r.of[c]))]);
	if (verbose)
		console.log('# ' + address + ' ' + (headers['Accept-Language'] || '') + ' ' + got.map((g) => g.join(' ')).join(', ') + ', ' +
			Math.round(runs[0].weight / 1024) + ' KB');
	if (got.some((g) => g[1] < LEAST))
		throw new Error(address + ': ' + JSON.stringify(got) + ' for ' + runs[0].poor.join(', '));
}

for (const [name, path] of Object.entries({ 'home page': '/', form: '/report', 'window of figures': '/figures', 'privacy notice': '/privacy' }))
	test('the ' + name + ' is fast and good', async () => {
		for (const lang of verbose ? ['zh-CN', 'en'] : ['zh-CN'])
			await good(url + path, { 'Accept-Language': lang }, all);
	});

test('the follow page is fast and good', async () => {
	const p = await page({});

	await follow(p, await report({ page: p }));
	const cookie = (await p.context().cookies()).map((c) => c.name + '=' + c.value).join('; ');
	await good(url + '/track?lang=zh', { Cookie: cookie }, all.slice(0, 3));
});
run();
