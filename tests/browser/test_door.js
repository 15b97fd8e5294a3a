'use strict';
/* The citizen's door: where, what, is it the same - by keyboard, by a few taps, on a phone. */
const { axe, equal, fits, page, quiet, run, shot, test, url } = require('./office.js');
const { bring, crew, follow, place, receipt } = require('./staff.js');

const small = { phone: true, viewport: { width: 390, height: 844 } };
const at = (p) => p.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.tagName);

async function tabTo(p, want) {
	for (let i = 0; i < 80; i++) {
		await p.keyboard.press('Tab');
		if (await at(p) === want)
			return;
	}
	throw new Error('never came to ' + want + ', is at ' + await at(p));
}

test('by keyboard alone at 390 pixels: a place by its name, a kind by a word, what is asked, sent', async () => {
	const p = await page(small);
	await p.goto(url + '/report');
	await fits(p);
	await tabTo(p, 'address');
	await p.keyboard.type('柳溪');
	await p.locator('#address-list li').first().waitFor();
	await axe(p);
	equal(await p.getAttribute('#address', 'aria-expanded'), 'true', 'the list is open');
	await p.keyboard.press('ArrowDown');
	await p.keyboard.press('ArrowDown');
	equal(await p.getAttribute('#address', 'aria-activedescendant'), 'address-list-1', 'the marked one');
	await p.keyboard.press('Enter');
	equal(await p.isHidden('#address-list'), true, 'the list is closed');
	equal(/^31\.\d{6}$/.test(await p.inputValue('#lat')), true, 'the point of the place');
	await tabTo(p, 'kind_word');
	await p.keyboard.type('太吵');
	await p.locator('#kind_word-list li').first().waitFor();
	await p.keyboard.press('Escape');
	equal(await p.isHidden('#kind_word-list'), true, 'Escape closes');
	await p.keyboard.press('ArrowDown');
	await p.keyboard.press('ArrowDown');
	await p.keyboard.press('Enter');
	await p.getByText('多在什么时候吵').waitFor();
	await axe(p);
	await tabTo(p, 'answer1');
	await p.keyboard.press('Space');
	await tabTo(p, 'description');
	await p.keyboard.type('楼下店铺音响');
	await shot(p, 'report-asked');
	for (let i = 0; i < 20 && await at(p) !== 'BUTTON'; i++)
		await p.keyboard.press('Tab');
	while (!(await p.evaluate(() => document.activeElement.matches('button.primary'))))
		await p.keyboard.press('Tab');
	await p.keyboard.press('Enter');
	await p.waitForURL(/\/receipt/);
	await follow(p, await receipt(p));
	await p.getByText('楼下店铺音响').waitFor();
	quiet(p);
});

test('a lamp on a phone: position, picture, a few words, sent - in four taps', async () => {
	const p = await page({ ...small, geolocation: { latitude: 31.7051, longitude: 118.5533, accuracy: 12 },
		permissions: ['geolocation'] });
	const begun = Date.now();
	let taps = 0;
	const tap = async (what) => { taps++; await p.locator(what).first().tap(); };
	await p.goto(url + '/report');
	await tap('[data-locate]');
	await p.locator('[data-locate-state]').filter({ hasText: '12' }).waitFor();
	await tap('label.kind:has-text("路灯")');
	await tap('#description');
	await p.keyboard.type('路灯不亮');
	await tap('form#report button.primary');
	await p.waitForURL((u) => !/report$/.test(u.pathname) || true);
	await p.locator('.big-no, button[name=different]').first().waitFor();
	if (await p.locator('button[name=different]').count() > 0)
		await tap('button[name=different]');
	await p.waitForURL(/\/receipt/);
	console.log('# ' + taps + ' taps, ' + (Date.now() - begun) + ' ms without the time to type');
	equal(taps <= 5, true, 'taps: ' + taps);
	quiet(p);
});

test('the same again: shown on one page in both languages, with and without a script, and joined', async () => {
	for (const lang of ['zh-CN', 'en']) {
		const where = lang === 'en' ? '31.7031' : '31.7019';
		for (const script of [true, false]) {
			const p = await page({ ...small, lang, script });
			await p.goto(url + '/report');
			await p.locator('label.kind').nth(2).click();
			await p.click('details[data-coords] summary');
			await p.fill('#lat', where);
			await p.fill('#lon', '118.5522');
			await p.fill('#description', '垃圾堆了三天没人清');
			await p.click('form#report button.primary');
			await p.locator('.big-no, button[name=same]').first().waitFor();
			if (script && await p.locator('button[name=different]').count() > 0)
				await p.click('button[name=different]');
			if (!script)
				continue;
			await p.waitForURL(/\/receipt/);
		}
	}
});

/* What the follow page says of now, one line. */
async function stateNow(p, r) {
	await follow(p, r);
	return (await p.locator('.state-now').innerText()).replace(/\s+/g, ' ').trim();
}

test('"this is mine too" is pressed, with a script and without: a number and code of one\'s own, and where it stands', async () => {
	const first = await bring(crew(), 'verifying');
	const others = [first.number];
	const there = await stateNow(await page(small), first);
	for (const script of [true, false]) {
		const p = await page({ ...small, script });
		const at = await place(p);
		const words = '井盖还是没有，𠮷祥里的孩子天天从这里走' + (script ? '。' : '！');
		await p.goto(url + '/report');
		await p.locator('label.kind').first().click();
		await p.fill('#description', words);
		await p.click('details[data-coords] summary');
		await p.fill('#lat', at.lat);
		await p.fill('#lon', at.lon);
		await p.click('form#report button.primary');
		const mine = p.locator('button[name=same][value="' + first.id + '"]');
		await mine.or(p.locator('form:not(#report) button.primary')).first().waitFor();
		if (await mine.count() === 0)		/* what is asked of a cover */
			await Promise.all([p.waitForNavigation(), p.click('form:not(#report) button.primary')]);
		await mine.waitFor();
		if (script)
			await axe(p);
		await fits(p);
		await shot(p, 'report-same' + (script ? '' : '-plain'));
		await mine.click();
		await p.waitForURL(/\/receipt/);
		const r = await receipt(p);
		equal(others.includes(r.number), false, 'a number of its own');
		equal(r.code !== first.code && /^\w{4}-\w{4}-\w{4}$/.test(r.code), true, 'a code of its own: ' + r.code);
		others.push(r.number);
		/* Without a script there is no proof of work: a person looks first. */
		equal(await stateNow(p, r), script ? there : '待人工核对 已经收到，登记前要先由人工看一遍。', 'the state of now');
		equal(await p.getByText(words).count(), 1, 'his own words');
		quiet(p);
		await p.context().close();
	}
});

test('the map shows what is known around, and the form lives without its map', async () => {
	const p = await page(small);
	await p.goto(url + '/report');
	await p.click('details[data-coords] summary');
	await p.fill('#lat', '31.7008');
	await p.fill('#lon', '118.5576');
	await p.locator('#lon').dispatchEvent('change');
	await p.locator('.map path.leaflet-interactive').first().waitFor({ state: 'attached' });
	equal(await p.isVisible('[data-legend]'), true, 'the legend');
	await shot(p, 'report-map');
	quiet(p);
	const q = await page(small);
	await q.route(/leaflet|map\.js|near\.js/, (r) => r.abort());
	await q.goto(url + '/report');
	equal(await q.isVisible('[data-locate]'), true, 'the position without the map');
	await q.fill('#address', '柳溪街 5 号门前');
	await q.fill('#description', '路上有个坑，骑车的摔了一跤');
	await q.click('form#report button.primary');
	await q.waitForURL(/\/receipt/);
});

run();
