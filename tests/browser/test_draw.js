'use strict';
/*
 * Grid cells and components drawn on the map: corners dragged, set by keys and
 * taken away, what is drawn stands in the form, is confirmed by a second person
 * and is then what the database has; and files on their page.
 */
const fs = require('fs');
const { axe, equal, fits, page, run, shot, test, url } = require('./office.js');
const { signIn } = require('./staff.js');

async function drawn(p) {
	await p.locator('[data-draw]').scrollIntoViewIfNeeded();	/* a map is made when it comes into view */
	await p.waitForSelector('[data-draw][data-ready]');
	await p.waitForTimeout(300);		/* the grids behind it */
}

/* The middle of an element on the screen. */
async function centre(locator) {
	await locator.scrollIntoViewIfNeeded();
	const box = await locator.boundingBox();
	return [box.x + box.width / 2, box.y + box.height / 2];
}

async function drag(p, locator, dx, dy) {
	const [x, y] = await centre(locator);
	await p.mouse.move(x, y);
	await p.mouse.down();
	await p.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
	await p.mouse.move(x + dx, y + dy, { steps: 4 });
	await p.mouse.up();
}

/* The field the corners are written in: the only long one that the change itself has. */
const area = 'main form textarea:not(#note)';

const lines = async (p) => (await p.inputValue(area)).trim().split('\n');

async function both(p, name) {
	for (const [size, width, height] of [['desk', 1280, 900], ['phone', 390, 844]]) {
		await p.setViewportSize({ width, height });
		await p.waitForTimeout(200);
		await fits(p);
		await axe(p);
		await shot(p, 'admin-' + name + '-' + size);
	}
	await p.setViewportSize({ width: 1280, height: 900 });
}

async function confirmed(p, name) {
	await p.fill('#note', '边界核对，𠮷 ' + Date.now());
	await p.click('main form button.primary');
	await p.waitForURL(/admin\/change\?id=/);
	await p.waitForSelector('.leaflet-container');
	await p.waitForTimeout(500);
	await both(p, name + '-change');
	await p.click('form:has(input[value=hand_in]) button');
	await p.waitForLoadState();
	const s = await signIn('anquan01', {});
	await s.goto(p.url());
	await s.click('form:has(input[value=confirm]) button');
	await s.waitForLoadState();
	equal(await s.locator('.error[role=alert]').count(), 0, 'confirmed');
}

for (const lang of ['zh-CN', 'en'])
	test('a cell: a corner moved, one added, one taken away, undone, saved and confirmed in ' + lang, async () => {
		const p = await signIn('xitong01', { lang });
		await p.goto(url + '/desk/admin/list?thing=cell&q=J01');
		await p.click('.rows a.main');
		await p.click('a[href*="op=change"]');
		await drawn(p);
		const before = await lines(p);
		equal(await p.locator('.corner:not(.middle)').count(), before.length, 'a handle a corner');
		await both(p, 'draw-' + lang);
		await drag(p, p.locator('.corner:not(.middle)').nth(0), 12, -12);
		let now = await lines(p);
		equal(now.length, before.length, 'moved');
		equal(now[0] !== before[0] && now[1] === before[1], true, 'only that one');
		await drag(p, p.locator('.corner.middle').nth(0), 4, 6);
		equal((await lines(p)).length, before.length + 1, 'one more');
		await p.locator('.corner:not(.middle)').nth(1).focus();
		await p.keyboard.press('Delete');
		equal((await lines(p)).length, before.length, 'one less');
		await p.click('[data-draw-undo]');
		equal((await lines(p)).length, before.length + 1, 'undone');
		await p.click('[data-draw-undo]');
		await p.click('[data-draw-undo]');
		equal((await lines(p)).join(), before.join(), 'all undone');
		await p.locator('.corner:not(.middle)').nth(0).focus();
		for (let i = 0; i < 3; i++)
			await p.keyboard.press('ArrowUp');	/* by keys, three metres north */
		now = await lines(p);
		equal(Math.round((Number(now[0].split(' ')[0]) - Number(before[0].split(' ')[0])) * 1e6), 30, 'by keys');
		await confirmed(p, 'draw-' + lang);
		await p.goto(url + '/desk/admin/list?thing=cell&q=J01');
		await p.click('.rows a.main');
		await p.click('a[href*="op=change"]');
		const after = (await p.inputValue(area)).split('\n');
		equal(after.includes(now[0]), true, 'what was drawn is there');
		await p.fill(area, before.join('\n'));
		await confirmed(p, 'draw-back-' + lang);
	});

test('a component: the pin moved, undone, moved again', async () => {
	const p = await signIn('xitong01', {});
	await p.goto(url + '/desk/admin/list?thing=component');
	await p.click('.rows a.main');
	await p.click('a[href*="op=change"]');
	await drawn(p);
	const lat = await p.inputValue('#f4');
	await drag(p, p.locator('.map-pin'), 20, 15);
	equal(await p.inputValue('#f4') !== lat, true, 'moved');
	await p.click('[data-draw-undo]');
	equal(await p.inputValue('#f4'), lat, 'undone');
	await drag(p, p.locator('.map-pin'), 5, 5);
	await both(p, 'draw-point');
	await confirmed(p, 'draw-point');
});

test('without a script the text field is the form', async () => {
	const p = await signIn('xitong01', { javaScriptEnabled: false, script: false });
	await p.goto(url + '/desk/admin/list?thing=cell&q=J02');
	await p.click('.rows a.main');
	await p.click('a[href*="op=change"]');
	equal(await p.locator('[data-draw]').isVisible(), false);
	const text = await p.inputValue(area);
	await p.fill(area, text.split('\n').slice(0, 2).join('\n'));
	await p.fill('#note', 'x');
	await p.click('main form button.primary');
	await p.waitForLoadState();
	equal((await p.textContent('main')).includes('至少要有三个角点'), true, 'told at its field');
});

for (const lang of ['zh-CN', 'en'])
	test('a file out and in, with what it would do, in ' + lang, async () => {
		const p = await signIn('xitong01', { lang });
		await p.goto(url + '/desk/admin/list?thing=cell');
		await p.click('a[href*="admin/file"]');
		await both(p, 'file-' + lang);
		const [out] = await Promise.all([p.waitForEvent('download'), p.click('a[href*="kind=csv"]')]);
		const text = fs.readFileSync(await out.path(), 'utf8').split('\r\n');
		const at = text.findIndex((l) => l.includes('J03'));
		text[at] = text[at].replace('基础网格', '基础网格' + Date.now());
		text.splice(at + 1, 0, 'base,Z9,,,,,,x');
		await p.setInputFiles('#file', { name: 'cells.csv', mimeType: 'text/csv', buffer: Buffer.from(text.join('\r\n')) });
		await p.fill('#note', '普查');
		await p.click('main form button.primary');
		await p.waitForLoadState();
		await both(p, 'file-refused-' + lang);
		await p.setInputFiles('#file', { name: 'cells.csv', mimeType: 'text/csv', buffer: Buffer.from(text.join('\r\n')) });
		await p.fill('#note', '普查');
		await p.check('input[name=leave]');
		await p.click('main form button.primary');
		await p.waitForURL(/admin\/change\?id=/);
		await p.waitForSelector('.leaflet-container');
		await p.waitForTimeout(500);
		await both(p, 'file-change-' + lang);
	});

run();
