'use strict';
/* A clerk's day at a queue: keys, many cases at once, who has what open, ready words, paper. */
const { axe, equal, fits, run, shot, test, url } = require('./office.js');
const { act, bring, crew, openCase, signIn } = require('./staff.js');

const queue = url + '/desk/queue?queue=filed&sort=newest';

async function picked(p) {
	return p.locator('input[name=row]:checked').count();
}

async function hereRow(p) {
	return p.evaluate(() => [...document.querySelectorAll('[data-rows] tbody tr')].findIndex((r) => r.classList.contains('at')));
}

test('keys: through the rows, selecting, opening, back; never while somebody types', async () => {
	const people = crew();
	const cases = [await bring(people, 'filed'), await bring(people, 'filed'), await bring(people, 'filed')];
	const p = await people.dispatcher();
	await p.goto(queue);
	await p.keyboard.press('j');
	equal(await hereRow(p), 0, 'row after j');
	equal(await p.evaluate(() => document.activeElement.className), 'main', 'the row\'s link has the focus');
	await p.keyboard.press('x');
	await p.keyboard.press('j');
	await p.keyboard.press('j');
	await p.keyboard.press('Shift+X');
	equal(await picked(p), 3, 'selected by x and Shift X');
	equal(await p.textContent('[data-picked]'), '3', 'the number said');
	await p.keyboard.press('k');
	equal(await hereRow(p), 1, 'row after k');
	await p.keyboard.press('/');
	await p.keyboard.type('jxa');
	equal(await p.inputValue('#find'), 'jxa', 'letters typed into a field');
	equal(await picked(p), 3, 'selected after typing');
	equal(await hereRow(p), 1, 'row after typing');
	await p.locator('[data-rows] tbody tr').nth(1).locator('a').focus();
	await p.keyboard.press('a');
	await p.keyboard.press('a');
	equal(await picked(p), 0, 'selected after a twice');
	await p.keyboard.press('?');
	await p.locator('dialog[open]').waitFor();
	await axe(p);
	await p.keyboard.press('j');
	await p.keyboard.press('Escape');
	equal(await p.locator('dialog[open]').count(), 0, 'the list of keys');
	equal(await hereRow(p), 1, 'row after the list was closed');
	await Promise.all([p.waitForURL(/\/desk\/case\?id=/), p.keyboard.press('o')]);
	await p.keyboard.press('s');
	equal(await p.evaluate(() => Boolean(document.activeElement.closest('#actions form'))), true, 'the step\'s form has the focus');
	await p.evaluate(() => document.activeElement.blur());
	const first = p.url();
	await Promise.all([p.waitForURL((u) => u.href !== first), p.keyboard.press('n')]);
	await Promise.all([p.waitForURL(/\/desk\/queue/), p.keyboard.press('u')]);
	equal(new URL(p.url()).searchParams.get('sort'), 'newest', 'back to the same list');
	await axe(p);
	for (const c of cases)
		equal(await p.locator('a.main[href*="id=' + c.id + '&"]').count(), 1, 'the case in the list');
});

test('single keys can be switched off, and the next case opens after a step', async () => {
	const people = crew();
	const older = await bring(people, 'filed'), newer = await bring(people, 'filed');
	const p = await signIn('paiqian02');
	await p.goto(url + '/desk/keys');
	await axe(p);
	await p.uncheck('#single');
	await p.check('#next');
	await Promise.all([p.waitForNavigation(), p.click('main button.primary')]);
	await p.goto(queue);
	await p.keyboard.press('j');
	equal(await hereRow(p), -1, 'a key that is off');
	await p.click('a.main[href*="id=' + newer.id + '&"]');
	await act(p, 'dispatch', { unit: /市政管理所/ });
	equal(new URL(p.url()).searchParams.get('id'), older.id, 'the case that opened');
	await p.goto(url + '/desk/keys');
	await p.check('#single');
	await p.uncheck('#next');
	await Promise.all([p.waitForNavigation(), p.click('main button.primary')]);
});

test('many at once: shift-click, one form, each case\'s answer; a reload does nothing', async () => {
	const people = crew();
	const cases = [await bring(people, 'filed'), await bring(people, 'filed')];
	const p = await people.dispatcher(), other = await signIn('paiqian02');
	await p.goto(queue);
	await p.locator('input[name=row]').nth(0).click();
	await p.locator('input[name=row]').nth(1).click({ modifiers: ['Shift'] });
	equal(await picked(p), 2, 'selected');
	await shot(p, 'desk-many');
	await openCase(other, cases[0].id);
	await act(other, 'dispatch', { unit: /市政管理所/ });
	await p.selectOption('#bulk-unit', { label: '市政管理所' });
	await Promise.all([p.waitForURL(/\/desk\/bulk\?id=/), p.click('#bulk button[value=dispatch]')]);
	await p.locator('h1', { hasText: '派遣' }).waitFor();
	equal(await p.locator('section').nth(0).locator('tbody tr').count(), 1, 'refused');
	await p.getByText('已有人办过这件').waitFor();
	await axe(p);
	await shot(p, 'desk-many-done');
	const text = await p.locator('main').textContent();
	await p.reload();
	equal(await p.locator('main').textContent(), text, 'the page after a reload');
});

test('who has a case open is seen by a colleague, who may take it over and is not kept from working', async () => {
	const people = crew();
	const c = await bring(people, 'filed');
	const one = await people.dispatcher(), two = await signIn('paiqian02');
	await Promise.all([one.waitForResponse(/\/desk\/case\/claim/), openCase(one, c.id)]);
	equal(await one.locator('[data-claim]').isVisible(), false, 'his own claim');
	await two.goto(queue);
	await two.locator('tr', { has: two.locator('a[href*="id=' + c.id + '&"]') }).locator('.open-by').waitFor();
	await openCase(two, c.id);
	await two.locator('[data-claim-note]').waitFor();
	await axe(two);
	await shot(two, 'desk-claimed');
	await Promise.all([two.waitForNavigation(), two.click('[data-claim] button')]);
	equal(await two.locator('[data-claim]').isVisible(), false, 'taken over');
	await Promise.all([one.waitForResponse(/\/desk\/case\/claim/),
		one.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))]);
	await one.locator('[data-claim-note]').waitFor();
	await act(one, 'dispatch', { unit: /市政管理所/ });
});

test('a ready text goes into the field; a filter gets a name; on paper there is the case and nothing else', async () => {
	const people = crew();
	const c = await bring(people, 'filed');
	const p = await people.dispatcher();
	await p.goto(queue.replace('sort=newest', 'late=2'));
	await p.click('details.save summary');
	const name = '两小时内 ' + c.id;
	await p.fill('#save-name', name);
	await Promise.all([p.waitForNavigation(), p.click('details.save button')]);
	await p.locator('.tabs a[aria-current]', { hasText: name }).waitFor();
	await axe(p);
	await Promise.all([p.waitForNavigation(), p.click('form[action="/desk/filter/drop"] button')]);
	equal(await p.locator('.tabs a', { hasText: name }).count(), 0, 'the filter');
	await openCase(p, c.id);
	await p.selectOption('#dispatch-note-canned', { index: 1 });
	const text = await p.inputValue('#dispatch-note');
	equal(text.length > 5, true, 'the ready text');
	equal(await p.inputValue('#dispatch-note-canned'), '', 'the list after choosing');
	await p.emulateMedia({ media: 'print' });
	equal(await p.locator('nav, .find, #actions, .btn').filter({ visible: true }).count(), 0, 'on paper');
	equal(await p.locator('.paper').isVisible(), true, 'office and time on paper');
	await p.emulateMedia({ media: 'screen' });
	const phone = await signIn('paiqian01', { phone: true });
	await phone.goto(queue);
	await fits(phone);
	await shot(phone, 'desk-queue-phone');
});

run();
