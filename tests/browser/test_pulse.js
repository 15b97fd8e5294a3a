'use strict';
/* The desk says what is new without a reload, and a line that is opened is read. */
const { execFileSync } = require('child_process');
const path = require('path');
const { axe, equal, quiet, run, test, url } = require('./office.js');
const { bring, crew, signIn } = require('./staff.js');

function tick() {
	execFileSync(path.join(process.env.ANJUAN_BUILD, 'batch', 'anjuan'),
		['-c', path.join(process.env.ANJUAN_DIR, 'conf', 'anjuan-work.conf'), 'tick']);
}

test('a new case grows its pile, the menu and the title while the desk lies open', async () => {
	const people = crew();
	const d = await signIn('paiqian02');
	const pile = 'a.pile[href="/desk/queue?queue=filed"]';
	await d.goto(url + '/desk');
	const before = Number(await d.textContent(pile + ' .count'));
	const made = await d.evaluate(() => performance.timeOrigin);
	await bring(people, 'filed');
	tick();
	await d.waitForFunction(([p, n]) => Number(document.querySelector(p + ' .count').textContent) > n, [pile, before],
		{ timeout: 60000 });
	equal(await d.evaluate(() => performance.timeOrigin), made, 'the same page');
	equal(await d.isVisible('#pulse'), true, 'the line that offers it');
	equal(await d.locator(pile + '.grown').count(), 1, 'the mark on the pile');
	await axe(d);
	await d.click('#pulse a');
	await d.waitForLoadState();
	equal(Number(await d.textContent(pile + ' .count')) > before, true, 'the number after it');
	equal(await d.isVisible('#pulse'), false, 'the line when it has been shown');
	await quiet(d);
});

test('opening a line of the inbox reads it; the rest stays new', async () => {
	const people = crew();
	await bring(people, 'dispatched');
	tick();
	const d = await people.clerk();
	await d.goto(url + '/desk/inbox');
	const lines = await d.locator('a[data-read]').count();
	equal(lines > 0, true, 'lines');
	await axe(d);
	await d.locator('a[data-read]').first().click();
	await d.waitForURL(/\/desk\/case/);
	await d.waitForTimeout(500);
	await d.goto(url + '/desk/inbox');
	equal(await d.locator('a[data-read]').count(), lines - 1, 'new lines');
});

run();
