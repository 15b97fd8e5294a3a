'use strict';
/* A patrol on the phone: told first, seen while it is on, kept without a line, seen by the chief. */
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { place, signIn } = require('./staff.js');

const street = (who, at, lang) => signIn(who, { phone: true, lang, viewport: { width: 390, height: 844 },
	permissions: ['geolocation'], geolocation: { latitude: Number(at.lat), longitude: Number(at.lon), accuracy: 8 } });

async function state(p, text) {
	await p.locator('[data-patrol-state]', { hasText: text }).waitFor();
}

async function step(p, at, north) {
	await p.context().setGeolocation({ latitude: Number(at.lat) + north, longitude: Number(at.lon), accuracy: 8 });
	await p.waitForTimeout(300);
}

/* Positions that wait on the phone: until there are n of them. */
async function waiting(p, n) {
	let have = -1;

	for (let i = 0; i < 100 && have !== n; i++) {
		have = await p.evaluate(async () => (await window.anjuanOutbox.known('fixes') || []).length);
		await p.waitForTimeout(100);
	}
	equal(have, n, 'positions that wait');
}

test('a patrol: the notice first, positions while it is on, also those from without a line', async () => {
	const chief = await signIn('zhiban01');
	const at = await place(chief);
	const p = await street('jiandu01', at);
	await p.goto(url + '/desk/patrol');
	await p.locator('section', { hasText: '保留 30 天后自动删除' }).first().waitFor();
	await fits(p);
	await axe(p);
	await shot(p, 'patrol-before');
	await Promise.all([p.waitForNavigation(), p.click('form[action="/desk/patrol/begin"] button')]);
	await p.locator('.note.error', { hasText: '勾选' }).waitFor();
	await p.check('[name=told]');
	await Promise.all([p.waitForNavigation(), p.click('form[action="/desk/patrol/begin"] button')]);
	await state(p, '送达');
	await p.locator('[data-patrol-wake]', { hasText: /屏幕/ }).waitFor();
	const cover = (hidden, minutes) => p.evaluate(([h, ms]) => {
		const now = Date.now() + ms;

		Object.defineProperty(document, 'hidden', { configurable: true, get: () => h });
		Date.now = () => now;
		document.dispatchEvent(new Event('visibilitychange'));
	}, [hidden, minutes * 60000]);
	await cover(true, 0);
	await cover(false, 7);
	await p.locator('[data-patrol-gap]', { hasText: '7 分钟' }).waitFor();
	await p.reload();
	await state(p, '送达');
	const told = p.problems.push.bind(p.problems);
	p.problems.push = (s) => /ERR_INTERNET_DISCONNECTED/.test(s) ? 0 : told(s);
	await p.context().setOffline(true);
	await step(p, at, 0.001);
	await step(p, at, 0.002);
	await waiting(p, 2);
	await p.context().setOffline(false);
	await waiting(p, 0);
	await p.reload();
	await state(p, '送达');
	const track = await (await p.request.get(url + await p.getAttribute('[data-geo]', 'data-geo'))).json();
	const north = track.features[0].geometry.coordinates.map((c) => c[1]);
	equal(Math.max(...north) - Math.min(...north) > 0.0009, true, 'the way that was walked without a line');
	await p.locator('.cover tbody td.num').first().waitFor();	/* its bar has no room on a phone */
	await fits(p);
	await axe(p);
	await shot(p, 'patrol-on');
	await chief.goto(url + '/desk/patrols');
	await chief.locator('tbody tr', { hasText: await p.locator('details.me summary').textContent().then((s) => s.trim()) })
	    .first().waitFor();
	await axe(chief);
	await shot(chief, 'patrols');
	await Promise.all([p.waitForNavigation(), p.click('form[action="/desk/patrol/end"] button')]);
	await p.locator('.flash', { hasText: '不再记录位置' }).waitFor();
	await step(p, at, 0.004);
	equal(await p.evaluate(async () => (await window.anjuanOutbox.known('fixes') || []).length), 0, 'recorded after the end');
	await p.fill('#day', '2026-01-05');
	await Promise.all([p.waitForURL(/day=2026-01-05/), p.dispatchEvent('#day', 'change')]);
	await p.locator('section', { hasText: '这一天没有巡查' }).last().waitFor();
	quiet(p);
});

test('the same in English, and the chief plans', async () => {
	const chief = await signIn('zhiban02', { lang: 'en' });
	const p = await street('jiandu02', await place(chief), 'en');
	await p.goto(url + '/desk/patrol?lang=en');
	await fits(p);
	await axe(p);
	await shot(p, 'patrol-before-en');
	await chief.goto(url + '/desk/patrols?lang=en');
	await chief.click('details.act summary');
	await chief.selectOption('[name=form]', '4');
	await chief.fill('[name=post]', 'School gate 𠮷祥');
	await chief.fill('[name=duty]', 'Order before and after lessons');
	await axe(chief);
	await Promise.all([chief.waitForNavigation(), chief.click('form[action="/desk/patrols/plan"] button')]);
	await chief.locator('tbody tr', { hasText: 'School gate 𠮷祥' }).waitFor();
	await fits(chief);
	quiet(chief);
});

run();
