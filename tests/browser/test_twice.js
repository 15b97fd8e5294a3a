'use strict';
/* What people do twice, at once or after one another: clerks, clicks, reloads, the back button, tabs. */
const { axe, equal, page, quiet, run, test, url } = require('./office.js');
const { act, bring, crew, follow, login, offered, openCase, prepare, receipt, send, signIn } = require('./staff.js');

const words = '第二次提交的同一个问题，路灯整夜不亮。';

async function fill(p) {
	await p.fill('#description', words);
	await p.fill('#address', '湖西路 5 号');
}

async function submit(p) {
	await Promise.all([p.waitForURL(/\/receipt/), p.click('form#report button.primary')]);
	return (await receipt(p)).number;
}

test('two clerks: the slower one is told who did what, and keeps his words', async () => {
	const people = crew();
	const c = await bring(people, 'registered');
	const quick = await people.acceptor(), slow = await signIn('shouli02');
	await openCase(slow, c.id);
	const box = await prepare(slow, 'void', { note: '我写了很长的一段理由，不能丢。' });
	await openCase(quick, c.id);
	await act(quick, 'order_verify');
	equal(await send(slow, box), 409, 'answer to the slower one');
	const note = slow.locator('.note.warn');
	await note.getByText('派发核实指令').waitFor();
	await note.getByText('我写了很长的一段理由，不能丢。').waitFor();
	equal(await slow.locator('.note.error').count(), 0, 'a second message of the same thing');
	await axe(slow);
});

test('two clerks, and the step is still possible: its form keeps the words and goes through', async () => {
	const people = crew();
	const c = await bring(people, 'registered');
	const quick = await people.acceptor(), slow = await signIn('shouli02');
	await openCase(slow, c.id);
	const box = await prepare(slow, 'correct', { note: '补充：在菜场北门' });
	await openCase(quick, c.id);
	await act(quick, 'hazard', { note: '已电话通知市政管理所' });
	equal(await send(slow, box), 409, 'answer to the slower one');
	equal(await slow.inputValue('#correct-note'), '补充：在菜场北门', 'the words in the form');
	await act(slow, 'correct');
});

test('signed out in the middle of a sentence: the words are there after signing in again', async () => {
	const people = crew();
	const c = await bring(people, 'registered');
	const acc = await people.acceptor();
	await openCase(acc, c.id);
	const box = await prepare(acc, 'void', { note: '会话过期也不能丢的文字' });
	await acc.context().clearCookies();
	equal(await send(acc, box), 401, 'answer without a session');
	await axe(acc);
	await Promise.all([acc.waitForNavigation(), acc.click('main a.btn')]);
	await login(acc, 'shouli01');
	await openCase(acc, c.id);
	equal(await acc.inputValue('#void-note'), '会话过期也不能丢的文字', 'the words');
});

test('a double click on the desk takes one step', async () => {
	const people = crew();
	const c = await bring(people, 'registered');
	const acc = await people.acceptor();
	await openCase(acc, c.id);
	const box = await prepare(acc, 'order_verify');
	await Promise.all([acc.waitForNavigation(), box.locator('form > button').dblclick()]);
	await openCase(acc, c.id);
	equal(await acc.locator('.line-list > li').count(), 2, 'lines of the ledger');
	await acc.goBack();
	await acc.waitForLoadState();
	equal((await offered(acc)).includes('void'), false, 'the step that is gone, after Back');
	quiet(acc);
});

test('a form sent twice without scripts: the same answer, one step', async () => {
	const people = crew();
	const c = await bring(people, 'registered');
	const acc = await signIn('shouli03', { script: false });
	await openCase(acc, c.id);
	const form = await acc.locator('#act-order_verify form').evaluate((f) =>
		Object.fromEntries([...new FormData(f)].filter(([, v]) => typeof v === 'string')));
	for (let i = 0; i < 2; i++) {
		const r = await acc.request.post(url + '/desk/case/act', { multipart: form, maxRedirects: 0,
			headers: { Origin: url, Referer: url + '/desk/case?id=' + c.id } });
		equal(r.status(), 303, 'answer ' + (i + 1));
	}
	await openCase(acc, c.id);
	equal(await acc.locator('.line-list > li').count(), 2, 'lines of the ledger');
});

test('a double click on the web form, a reload, Back and again: one report', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	await fill(p);
	await Promise.all([p.waitForURL(/\/receipt/), p.dblclick('form#report button.primary')]);
	const { number } = await receipt(p);
	await p.reload();
	equal((await receipt(p)).number, number, 'after a reload');
	await p.goBack();
	await p.waitForLoadState();
	await fill(p);
	equal(await submit(p), number, 'after Back and sending again');
	await p.goto(url + '/report');
	await fill(p);
	await p.fill('#address', '湖西路 77 号');
	if (await submit(p) === number)
		throw new Error('another place is another report');
	quiet(p);
});

test('two tabs with one form: one report', async () => {
	const p = await page({});
	await p.goto(url + '/report');
	const q = await p.context().newPage();
	await q.goto(url + '/report');
	const key = await p.inputValue('input[name=key]');
	await q.evaluate((k) => { document.querySelector('input[name=key]').value = k; }, key);
	await fill(p);
	await fill(q);
	const [a, b] = await Promise.all([submit(p), submit(q)]);
	equal(a, b, 'numbers');
});

test('the citizen changes the language of what he follows', async () => {
	const p = await page({ lang: 'en' });
	await p.goto(url + '/report');
	await fill(p);
	await submit(p);
	await follow(p, await receipt(p));
	equal(await p.getAttribute('html', 'lang'), 'en', 'language');
	await Promise.all([p.waitForNavigation(), p.click('.lang a[hreflang]')]);
	equal(await p.getAttribute('html', 'lang'), 'zh-CN', 'language after the switch');
	await p.waitForSelector('.state-now');
	quiet(p);
});

run();
