'use strict';
/* Accountability: the office's list, one finding from proposal to result, the unit's own page, appeals, measures. */
const { axe, equal, fits, run, shot, test, url } = require('./office.js');
const { signIn } = require('./staff.js');

/* Both widths of the page that is open, in both languages: nothing sticks out, axe is content, a picture of each. */
async function look(p, name) {
	const here = p.url();
	for (const lang of ['zh', 'en']) {
		await p.goto(here + (here.includes('?') ? '&' : '?') + 'lang=' + lang);
		for (const width of [1280, 390]) {
			await p.setViewportSize({ width, height: width === 390 ? 844 : 900 });
			await fits(p);
			await axe(p);
			await shot(p, 'account-' + name + '-' + lang + '-' + width);
		}
	}
	await p.goto(here + (here.includes('?') ? '&' : '?') + 'lang=zh');
}

/* Takes one step of a finding that is open. */
async function step(p, word, words, more) {
	const form = p.locator('form:has(input[name="step"][value="' + word + '"])');

	await p.locator('details:has(input[name="step"][value="' + word + '"]) summary').click();
	if (words)
		await form.locator('textarea').fill(words);
	if (more)
		await form.locator('select[name="' + more[0] + '"]').selectOption(more[1]);
	await Promise.all([p.waitForNavigation(), form.locator('button.wide').click()]);
}

test('what a person writes down is confirmed by two, with the words of its rule', async () => {
	const chief = await signIn('zhiban01');
	await chief.goto(url + '/desk/findings');
	await look(chief, 'list');
	await chief.locator('details.act summary').click();
	await chief.selectOption('select[name=code]', 'A17');
	await chief.locator('select[name=person] option').last().evaluate((o) => { o.selected = true; });
	await chief.fill('textarea[name=note]', '到岗不为，𠮷祥路口值守缺岗两次，经教育仍不改正。');
	await Promise.all([chief.waitForNavigation(), chief.click('form[action="/desk/findings"][method=post] button.primary')]);
	equal(new URL(chief.url()).pathname, '/desk/finding', 'written down');
	await step(chief, 'confirm');
	await chief.locator('.note.info').first().waitFor();
	equal(await chief.locator('input[name="step"][value="confirm"]').count(), 0, 'the same person is not offered it again');
	const second = await signIn('zhiban02');
	await second.goto(chief.url());
	await step(second, 'confirm');
	await second.locator('.case-head .tag', { hasText: '已认定' }).waitFor();
	await look(second, 'person');
});

test('a unit is sent a finding, signs, answers, and reads the result', async () => {
	const chief = await signIn('zhiban01'), clerk = await signIn('danwei-shizheng'), other = await signIn('danwei-huanwei');
	await chief.goto(url + '/desk/findings');
	await chief.locator('details.act summary').click();
	await chief.selectOption('select[name=code]', 'A12');
	const own = chief.locator('select[name=for_unit] option', { hasText: '市政' }).first();
	await chief.selectOption('select[name=for_unit]', await own.getAttribute('value'));
	await chief.selectOption('select[name=grade]', '2');
	await chief.fill('textarea[name=note]', '处置情况与现场不符，核实为谎报。');
	await Promise.all([chief.waitForNavigation(), chief.click('form[action="/desk/findings"][method=post] button.primary')]);
	const at = chief.url();
	equal((await clerk.request.get(at)).status(), 404, 'what is not sent stays inside');
	await step(chief, 'confirm');
	await step(chief, 'send');
	equal((await other.request.get(at)).status(), 404, 'a foreign unit does not see it');
	await clerk.goto(at);
	await step(clerk, 'sign');
	await look(clerk, 'unit');
	await step(clerk, 'answer', '已约谈责任人员，现场已重新处置，照片已补传。');
	await clerk.locator('.case-head .tag', { hasText: '已答复' }).waitFor();
	await clerk.goto(url + '/desk/findings');
	await clerk.locator('tbody tr').first().waitFor();
	await look(clerk, 'own');
	const inquiry = await signIn('ducha01');
	await inquiry.goto(at);
	await step(inquiry, 'result', '经查属实，责成单位处理。', ['result', '1']);
	await inquiry.locator('.case-head .tag', { hasText: '已有结论' }).waitFor();
	await look(inquiry, 'one');
});

test('appeals and measures, a round drawn and looked at', async () => {
	const chief = await signIn('zhiban01');
	await chief.goto(url + '/desk/appeals');
	await look(chief, 'appeals');
	await chief.goto(url + '/desk/measures');
	await look(chief, 'measures');
	await chief.locator('details.act summary').click();
	await chief.selectOption('select[name=what]', '1');
	await chief.fill('input[name=title]', '结案质量抽查');
	const day = (n) => new Date(Date.now() + n * 86400000 + 8 * 3600000).toISOString().slice(0, 10);
	await chief.fill('input[name=day]', day(0));
	await chief.fill('input[name=from]', day(-60));
	await chief.fill('input[name=until]', day(-1));
	await chief.fill('input[name=sample]', '3');
	await chief.fill('input[name=seed]', '42');
	await Promise.all([chief.waitForNavigation(), chief.click('form[action="/desk/measures"][method=post] button.primary')]);
	equal(await chief.locator('form input[name=case]').count(), 3, 'cases of the round');
	const first = chief.locator('form:has(input[name=case])').first();
	await first.locator('input[name=note]').fill('照片与现场不符');
	await Promise.all([chief.waitForNavigation(), first.locator('button[value=bad]').click()]);
	await chief.locator('.stack .tag', { hasText: '有问题' }).first().waitFor();
	await look(chief, 'round');
});

run();
