'use strict';
/*
 * The public window as people use it: from month to month by keyboard alone,
 * the map with its numbers and the same numbers without any script, charts
 * that are tables too, on paper, in forced colours.
 */
const { axe, equal, fits, page, quiet, run, shot, test, url } = require('./office.js');

/* The Tab key until the wanted element has the focus. */
async function tabTo(p, selector, most = 60) {
	for (let i = 0; i < most; i++) {
		await p.keyboard.press('Tab');
		if (await p.evaluate((s) => document.activeElement && document.activeElement.matches(s), selector))
			return;
	}
	throw new Error('Tab never comes to ' + selector);
}

async function ended(p) {
	await p.waitForLoadState('load');
	return p.locator('.period h2').innerText();
}

test('by keyboard: front page, figures, another month, its map, back', async () => {
	const p = await page({ lang: 'en' });
	await p.goto(url + '/');
	await tabTo(p, 'nav a[href="/figures"]');
	await p.keyboard.press('Enter');
	await p.waitForURL(/\/figures$/);
	const first = await ended(p);
	await tabTo(p, 'a[rel=prev]');
	await p.keyboard.press('Enter');
	await p.waitForURL(/month=/);
	if (await ended(p) === first)
		throw new Error('the month before is the same month');
	await tabTo(p, '.period summary');
	await p.keyboard.press('Enter');
	await tabTo(p, '.choose a[href^="/figures?year="]');
	await p.keyboard.press('Enter');
	await p.waitForURL(/year=/);
	await tabTo(p, '.chart summary');
	await p.keyboard.press('Enter');
	equal(await p.locator('.chart table').isVisible(), true, 'the chart as a table');
	await tabTo(p, 'a[href^="/figures/map?year="]');
	await p.keyboard.press('Enter');
	await p.waitForURL(/\/figures\/map\?year=/);
	quiet(p);
});

test('the map bears the numbers of the table', async () => {
	const p = await page({ lang: 'zh-CN' });
	await p.goto(url + '/figures/map');
	await p.waitForSelector('.cell-number');
	const drawn = (await p.locator('.cell-number').allInnerTexts()).map(Number).sort();
	const table = (await p.locator('tbody td.num').allInnerTexts()).map(Number).sort();
	for (const n of drawn) {
		const at = table.indexOf(n);
		if (at < 0)
			throw new Error(n + ' is on the map and not in the table');
		table.splice(at, 1);
	}
	if (drawn.length < 3)
		throw new Error('only ' + drawn.length + ' areas bear a number');
	await axe(p);
	quiet(p);
});

test('without any script the numbers are all there, and no empty map', async () => {
	const p = await page({ lang: 'zh-CN', phone: true, script: false });
	await p.goto(url + '/figures/map');
	equal(await p.locator('.map').isVisible(), false, 'a map without script');
	if (await p.locator('tbody tr').count() < 3)
		throw new Error('no table');
	await p.goto(url + '/figures');
	await p.click('.chart summary');
	equal(await p.locator('.chart table').isVisible(), true, 'the chart as a table');
	await fits(p);
});

test('on paper and in forced colours the bars can be told apart', async () => {
	const p = await page({ lang: 'en' });
	await p.goto(url + '/figures');
	await p.emulateMedia({ media: 'print' });
	equal(await p.locator('.window > .tabs').isVisible(), false, 'tabs on paper');
	equal(await p.locator('.chart .plot svg').isVisible(), true, 'the chart on paper');
	await shot(p, 'figures-paper');
	await p.emulateMedia({ media: 'screen', forcedColors: 'active' });
	await shot(p, 'figures-forced');
	const [is, out] = await p.evaluate(() => ['.in', '.out'].map((s) => {
		const c = getComputedStyle(document.querySelector('.plot ' + s));
		return c.fill + c.stroke;
	}));
	if (is === out)
		throw new Error('in and out look alike');
	quiet(p);
});

run();
