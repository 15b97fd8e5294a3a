'use strict';
/* Finding by typing: Chinese words, hits marked, filters, pages, back; by the keyboard; what is no case yet. */
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { report, signIn } = require('./staff.js');

const rows = (p) => p.locator('[data-rows] tbody tr');
const first = (p) => rows(p).first().locator('a.main').getAttribute('href');

test('words, marks, a filter, the next page, a case and back: the list is as it was', async () => {
	const p = await signIn('dangan01');
	await p.goto(url + '/desk');
	await p.keyboard.press('/');
	equal(await p.evaluate(() => document.activeElement.id), 'find', 'the field has the focus');
	await p.keyboard.type('霍里街道　路');
	await Promise.all([p.waitForURL(/\/desk\/find\?q=/), p.keyboard.press('Enter')]);
	equal(await p.inputValue('#find'), '霍里街道　路', 'what was typed stands there');
	equal(await rows(p).count(), 50, 'rows of a page');
	const marks = await p.locator('td.place mark').allTextContents();
	equal(marks.includes('霍里街道') && marks.includes('路'), true, 'both words are marked: ' + marks.slice(0, 4));
	await axe(p);
	await fits(p);
	const newest = await first(p);
	await Promise.all([p.waitForNavigation(), p.click('a[rel=next]')]);
	equal((await first(p)) === newest, false, 'another page');
	await Promise.all([p.waitForNavigation(), p.goBack()]);
	equal(await first(p), newest, 'back on the first');

	await p.click('details.fold summary');
	const chosen = await p.locator('#f-class option').evaluateAll((all) => {
		const names = new Map(all.map((o) => [o.textContent, o.value]));
		const titles = [...document.querySelectorAll('[data-rows] tbody tr td b')].map((b) => b.textContent);
		return { name: titles[0], value: names.get(titles[0]) };
	});
	await Promise.all([p.waitForURL(/class=/), p.selectOption('#f-class', chosen.value)]);
	for (const title of await p.locator('[data-rows] tbody tr td b').allTextContents())
		equal(title, chosen.name, 'the class of a row');
	equal(await p.locator('details.fold').getAttribute('open') !== null, true, 'the filter that is on is seen');
	const list = p.url(), top = await first(p);
	await shot(p, 'find-filtered');
	await p.keyboard.press('j');
	equal(await p.evaluate(() => document.activeElement.className), 'main', 'j goes to the first row');
	await Promise.all([p.waitForURL(/\/desk\/case\?id=/), p.keyboard.press('Enter')]);
	equal(p.url().endsWith(top), true, 'its case');
	await Promise.all([p.waitForURL(list), p.goBack()]);
	equal(await p.inputValue('#f-class'), chosen.value, 'the filter after going back');
	equal(await p.inputValue('#find'), '霍里街道　路', 'the words after going back');
	quiet(p);
});

test('a report that is no case yet stands above the cases, for whoever makes cases', async () => {
	const stamp = '𠮷' + String(Date.now());
	const r = await report({ words: stamp + '：人行道地砖松动，容易绊倒。' });
	const p = await signIn('shouli01', { viewport: { width: 390, height: 844 } });
	await p.goto(url + '/desk');
	await p.fill('#find', stamp + ' 地砖');
	await Promise.all([p.waitForURL(/\/desk\/find\?q=/), p.press('#find', 'Enter')]);
	equal(await rows(p).count(), 1, 'what was found');
	equal((await rows(p).locator('.ref').textContent()).trim(), r.number, 'its number');
	equal((await p.locator('mark').allTextContents()).join(' '), stamp + ' 地砖', 'marked');
	await axe(p);
	await fits(p);
	await shot(p, 'find-waiting');
	await Promise.all([p.waitForURL(/\/desk\/complaint\?id=/), rows(p).locator('a.main').click()]);
	const other = await signIn('ducha01');
	await other.goto(url + '/desk/find?q=' + encodeURIComponent(stamp));
	await other.locator('.empty', { hasText: '没有找到' }).waitFor();
	quiet(p);
});

run();
