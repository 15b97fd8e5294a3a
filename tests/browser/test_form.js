'use strict';
/* The citizen's form by itself: without scripts, by keyboard, with its draft and its photos, refused. */
const path = require('path');
const { axe, equal, fits, page, quiet, run, test, url } = require('./office.js');
const { follow, photo, photos, receipt } = require('./staff.js');

const words = '路灯连续三天不亮，晚上很黑。';

test('without JavaScript: filed with a photo, followed, and nothing typed is lost when refused', async () => {
	const p = await page({ script: false, phone: true });
	await p.goto(url + '/report');
	await fits(p);
	await p.locator('label.kind').nth(1).click();
	await p.fill('#description', '太短');
	await p.fill('#address', '湖西路５号');
	await p.setInputFiles('#photo', photo);
	await p.click('form#report button.primary');
	await p.locator('#description-error').waitFor();
	equal(await p.inputValue('#address'), '湖西路５号', 'the address');
	equal(await p.locator('label.kind input').nth(1).isChecked(), true, 'the kind');
	await p.fill('#description', words);
	await p.click('form#report button.primary');
	await p.getByLabel('灯杆编号').fill('LD-0137');	/* what is asked of a lamp comes as a page of its own */
	await p.click('button.primary');
	await p.waitForURL(/\/receipt/);
	await p.getByText('1 张').waitFor();		/* the photo was not chosen twice */
	const r = await receipt(p);
	await follow(p, r);
	await p.getByText(words).waitFor();
	equal(await p.locator('.shots li').count(), 1, 'photos');
});

test('by keyboard alone, from the address bar to the receipt', async () => {
	const p = await page({});
	await p.goto(url + '/report');
	const at = () => p.evaluate(() => {
		const e = document.activeElement;
		return e.id || (e.name ? e.name + '=' + e.value : e.tagName + (e.className ? '.' + e.className : ''));
	});
	const tabTo = async (want) => {
		for (let i = 0; i < 60; i++) {
			await p.keyboard.press('Tab');
			if (want.test(await at()))
				return;
		}
		throw new Error('never came to ' + want + ', is at ' + await at());
	};
	await p.keyboard.press('Tab');
	equal(await at(), 'A.skip', 'the first stop');
	await p.keyboard.press('Enter');
	await tabTo(/^address$/);
	await p.keyboard.type('湖西路 5 号');
	await tabTo(/^class=/);
	await p.keyboard.press('ArrowRight');
	await p.keyboard.press('ArrowRight');
	equal(await p.locator('label.kind input:checked').count(), 1, 'a kind is chosen');
	await tabTo(/^description$/);
	await p.keyboard.type(words);
	await tabTo(/^SUMMARY/);			/* contact */
	await p.keyboard.press('Enter');
	await tabTo(/^contact_phone$/);
	await p.keyboard.type('19900001234');
	await tabTo(/^BUTTON\.primary/);
	const ring = await p.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
	equal(ring === 'none', false, 'the button shows that it has the focus');
	await p.keyboard.press('Enter');
	await p.waitForURL(/\/receipt/);
	quiet(p);
});

test('a draft survives a reload, with its photos; it can be thrown away; it ends with the report', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	await p.locator('label.kind').nth(2).click();
	await p.fill('#description', words);
	await p.fill('#address', '湖西路 5 号');
	await p.setInputFiles('#photo', [photo, path.join(photos, 'street.png')]);
	await p.waitForFunction(() => document.querySelectorAll('[data-kept] canvas').length === 2);
	await p.getByText('street.png · 已上传').waitFor();
	await p.waitForTimeout(600);			/* the draft is written a moment later */
	await p.reload();
	equal(await p.inputValue('#description'), words, 'words');
	equal(await p.locator('[data-kept] li').count(), 2, 'photos');
	equal(await p.locator('label.kind input').nth(2).isChecked(), true, 'kind');
	await axe(p);
	await p.locator('[data-kept] li button').first().click();
	await p.click('form#report button.primary');
	await p.waitForURL(/\/receipt/);
	await p.getByText('1 张').waitFor();
	await p.goto(url + '/report');
	equal(await p.inputValue('#description'), '', 'words after the report');
	await p.fill('#description', words);
	await p.waitForTimeout(600);
	await p.reload();
	await Promise.all([p.waitForNavigation(), p.locator('[data-draft] button').click()]);
	equal(await p.inputValue('#description'), '', 'words after throwing away');
	quiet(p);
});

test('files that are no photos are named and refused; the rest goes on', async () => {
	const p = await page({});
	await p.goto(url + '/report');
	await p.setInputFiles('#photo', { name: '现场.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>no photo</html>') });
	await p.locator('[data-kept] li', { hasText: '现场.jpg' }).waitFor();
	await p.waitForFunction(() => !/%|100/.test(document.querySelector('[data-kept] li p').textContent));
	p.problems.length = 0;				/* the refusal itself stands in the console */
	await axe(p);
	await p.fill('#description', words);
	await p.fill('#address', '湖西路 5 号');
	await p.setInputFiles('#photo', photo);
	await p.getByText('street.jpg · 已上传').waitFor();
	await p.locator('[data-kept] li', { hasText: '现场.jpg' }).getByRole('button', { name: '移除' }).click();
	await p.click('form#report button.primary');
	await p.waitForURL(/\/receipt/);
	await p.getByText('1 张').waitFor();
});

test('who wants to be reached is shown where to write it, and a picture takes back the words that found another kind', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	equal(await p.locator('#contact_phone').isVisible(), false, 'before');
	await p.check('input[name=way][value=named]');
	await p.fill('#contact_phone', '19900001234');
	await p.check('input[name=way][value=anonymous]');
	equal(await p.locator('#contact_phone').isVisible(), false, 'anonymously');
	await p.fill('#kind_word', '噪音');
	await p.locator('label.kind').nth(1).click();
	equal(await p.inputValue('#kind_word'), '', 'the words');
	quiet(p);
});

test('every error is named, linked to its field, and read out', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	await p.evaluate(() => { document.getElementById('report').noValidate = true; });
	await p.click('details[data-coords] summary');
	await p.fill('#lat', '97.5');
	await p.fill('#description', '短');
	await p.click('form#report button.primary');
	await p.locator('.note.error[role=alert] a[href="#description"]').waitFor();
	await p.locator('.note.error a[href="#lat"]').waitFor();
	equal(await p.getAttribute('#description', 'aria-invalid'), 'true', 'aria-invalid');
	await p.locator('.note.error a[href="#lat"]').click();
	equal(await p.evaluate(() => document.activeElement.id), 'lat', 'the link goes to the field');
	await axe(p);
	await fits(p);
});

test('the page is light: all that comes before the map is seen, within 120 KB, and the map not before', async () => {
	const p = await page({});
	let bytes = 0;
	const waits = [], paths = [];
	p.on('response', (r) => {
		paths.push(new URL(r.url()).pathname);
		if (!/\.svg/.test(r.url()))
			waits.push(r.body().then((b) => { bytes += b.length; }, () => {}));	/* one that comes when all is over counts no more */
	});
	/* On this page nothing comes into view before it is said to. */
	await p.addInitScript(() => {
		const shown = [];

		window.IntersectionObserver = class {
			constructor(tell) { this.tell = tell; }
			observe() { shown.push(this); }
			disconnect() { shown.splice(shown.indexOf(this), 1); }
		};
		window.comeIntoView = () => [...shown].forEach((o) => o.tell([{ isIntersecting: true }]));
	});
	await p.goto(url + '/report', { waitUntil: 'networkidle' });
	await Promise.all(waits);
	console.log('# the form: ' + bytes + ' bytes');
	if (bytes > 120 * 1024)
		throw new Error('the form weighs ' + bytes + ' bytes');
	const map = /leaflet|geojson|\/js\/(map|near)\.js|\/report\/near/;
	equal(paths.filter((f) => map.test(f)).join(' '), '', 'of the map before it is seen');
	await p.evaluate(() => window.comeIntoView());
	await p.waitForFunction(() => performance.getEntriesByType('resource').some((r) => r.name.includes('/js/map.js')));
	await p.waitForTimeout(200);
	await p.evaluate(() => window.comeIntoView());
	await p.locator('.leaflet-container').waitFor();
	equal(paths.some((f) => f === '/js/near.js'), true, 'what is known around comes with it');
	await quiet(p);
});

run();
