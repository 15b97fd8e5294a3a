'use strict';
/*
 * Evaluation and dashboards in the browser: axe in both languages and both
 * lights, narrow and wide, with and without a script, by keyboard; the charts
 * and the map are drawn and have their table; the duty screen makes itself again.
 */
const { axe, equal, fits, run, shot, test, url } = require('./office.js');
const { signIn } = require('./staff.js');

const PAGES = ['/desk/board', '/desk/today', '/desk/eval', '/desk/eval?by=class&view=compare', '/desk/eval?by=base_cell',
	'/desk/eval?span=free&from=2026-01&to=2026-02', '/desk/eval/line?by=unit&key=2', '/desk/eval/cases?by=all&key=0&count=n_report',
	'/desk/unit?id=2'];

for (const [lang, dark, width] of [['zh-CN', false, 1280], ['en', true, 1280], ['zh-CN', true, 390], ['en', false, 390]])
	test('no fault of access: ' + [lang, dark ? 'dark' : 'light', width].join(', '), async () => {
		const p = await signIn('zhihui01', { lang, dark });

		await p.setViewportSize({ width, height: 900 });
		for (const path of PAGES) {
			await p.goto(url + path);
			await p.waitForTimeout(200);
			await axe(p);
			await fits(p);
			await shot(p, 'eval-' + PAGES.indexOf(path) + '-' + lang + (dark ? '-dark' : '') + '-' + width);
		}
	});

test('a chart is drawn from its table, the map from its cells, and each has the same numbers beside it', async () => {
	const p = await signIn('zhihui01');

	await p.goto(url + '/desk/eval?by=base_cell');
	await p.locator('.chart-box canvas').waitFor();
	equal(await p.evaluate(() => {
		const c = window.Chart.getChart(document.querySelector('.chart-box canvas'));
		const rows = [...document.querySelectorAll('#figures tbody tr')];
		const at = [...document.querySelectorAll('#figures thead th')].findIndex((h) => 'drawn' in h.dataset);
		const shown = rows.map((r) => Number.parseFloat(r.cells[at].textContent)).filter((v) => Number.isFinite(v));

		return JSON.stringify(c.data.datasets[0].data) === JSON.stringify(shown) && shown.length > 3;
	}), true, 'the bars are the table');
	await p.locator('.map path.cell').first().waitFor({ state: 'attached' });
	const cells = await p.evaluate(() => fetch(document.querySelector('[data-cells]').dataset.cells).then((r) => r.json())
	    .then((g) => g.features.reduce((n, f) => n + f.properties.cases, 0)));
	const column = await p.evaluate(() => [...document.querySelectorAll('#figures tbody tr')].filter((r) => r.querySelector('th a'))
	    .reduce((n, r) => n + (r.cells[0].textContent.includes('未归属') ? 0 : Number.parseInt(r.cells[1].textContent, 10)), 0));

	equal(cells, column, 'the map adds up to the table');
});

test('by keyboard: from the form to the table, from a number to its cases and back', async () => {
	const p = await signIn('zhihui01');

	await p.goto(url + '/desk/eval?by=source');
	await p.locator('#f-by').focus();
	await p.keyboard.press('Home');
	await p.locator('.eval-form button').focus();
	await Promise.all([p.waitForNavigation(), p.keyboard.press('Enter')]);
	equal(new URL(p.url()).searchParams.get('by'), 'unit', 'the choice went with the form');
	const number = p.locator('#figures td.num a').nth(1), n = await number.textContent();

	await number.focus();
	await Promise.all([p.waitForNavigation(), p.keyboard.press('Enter')]);
	if (/cases/.test(p.url()))
		equal(await p.locator('h1 .badge').textContent(), n, 'the list says the number');
	else
		equal(/#why$/.test(p.url()), true, 'the score opens its reasons');
});

test('without a script everything stands there: tables, numbers, links; the duty screen asks the browser to come again', async () => {
	const p = await signIn('zhihui01', { script: false });

	for (const path of PAGES) {
		await p.goto(url + path);
		equal(await p.locator('main').isVisible(), true, path);
		equal(await p.locator('.chart-box:visible, .map:visible').count(), 0, 'no empty frames: ' + path);
	}
	await p.goto(url + '/desk/board');
	equal(await p.locator('meta[http-equiv=refresh]').getAttribute('content'), '60', 'it is loaded again');
});

test('the duty screen takes what is new without a reload, and says when the office does not answer', async () => {
	const p = await signIn('zhihui01');
	let away = false, asked = 0;

	await p.addInitScript(() => {
		new MutationObserver((m, o) => {
			const main = document.querySelector('main[data-board]');

			if (main) {
				main.dataset.board = '1';
				o.disconnect();
			}
		}).observe(document, { childList: true, subtree: true });
	});
	await p.route(/\/desk\/board/, (r) => {
		asked++;
		return away ? r.abort() : r.continue();
	});
	await p.goto(url + '/desk/board');
	await p.evaluate(() => { document.querySelector('.board-heads').dataset.old = '1'; });
	await p.waitForFunction(() => !document.querySelector('.board-heads').dataset.old);
	away = true;
	await p.locator('#stale').waitFor({ state: 'visible', timeout: 8000 });
	away = false;
	await p.locator('#stale').waitFor({ state: 'hidden', timeout: 8000 });
	equal(asked > 3, true, 'asked again and again');
});

run();
