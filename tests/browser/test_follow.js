'use strict';
/* Following a report in the browser: the list on this device, the slider, the forms, the spoken sentences. */
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { report } = require('./staff.js');

async function tree(p, selector) {
	return p.locator(selector).ariaSnapshot();
}

test('kept on this device only when asked to; opened, made one PDF, removed', async () => {
	const r = await report();
	const p = r.page;
	await p.goto(url + '/track');
	equal(await p.locator('[data-mine]').isVisible(), false, 'nothing is kept by itself');
	await p.goto(url + '/receipt');
	await p.click('[data-remember]');
	equal(await p.locator('[data-remembered]').isVisible(), true, 'said to be kept');
	const sent = [];
	p.on('request', (q) => { if (q.method() === 'POST') sent.push(q.postData() || ''); });
	await p.goto(url + '/track');
	equal(await p.locator('[data-mine] [data-number]').textContent(), r.number, 'the list');
	await axe(p);
	await fits(p);
	await shot(p, 'track-mine');
	const [download] = await Promise.all([p.waitForEvent('download'), p.locator('[data-mine] form > .row > button').first().click()]);
	equal(download.suggestedFilename(), 'anjuan.pdf', 'one PDF');
	equal(sent.length, 1, 'what was sent');
	await p.focus('[data-open]');
	await Promise.all([p.waitForNavigation(), p.keyboard.press('Enter')]);
	const now = await tree(p, '.say');
	for (const key of ['谁在办', '什么时候', '下一步', '您能做什么'])
		if (!now.includes(key))
			throw new Error(key + ' is not spoken: ' + now);
	equal(await p.locator('h2').first().textContent(), '已收到', 'where it is');
	await axe(p);
	await fits(p);
	await shot(p, 'track-shown');
	await p.fill('#words', '补充：在路口东侧，晚上看不见。');
	await Promise.all([p.waitForNavigation(), p.locator('#add button').last().click()]);
	equal(await p.locator('.note.flash').count(), 1, 'said to be added');
	await p.goto(url + '/track');
	await p.click('[data-remove]');
	equal(await p.locator('[data-mine]').isVisible(), false, 'removed');
	equal(await p.evaluate(() => localStorage.getItem('anjuan.mine')), null, 'nothing left');
	await quiet(p);
});

run();
