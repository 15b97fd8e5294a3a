'use strict';
/* What people do twice, at once or after one another: clerks, clicks, reloads, the back button, tabs. */
const { axe, equal, page, quiet, run, test, url } = require('./office.js');
const { act, bring, crew, follow, login, offered, openCase, photo, prepare, receipt, send, signIn } = require('./staff.js');

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

test('two tabs with one draft and two problems: two reports; the second one\'s photos are asked for again', async () => {
	const p = await page({});
	await p.goto(url + '/report');
	await fill(p);
	await p.setInputFiles('#photo', photo);
	await p.getByText('street.jpg · 已上传').waitFor();
	await p.waitForTimeout(600);
	const q = await p.context().newPage();
	q.setDefaultTimeout(15000);
	await q.goto(url + '/report');
	equal(await q.inputValue('input[name=key]'), await p.inputValue('input[name=key]'), 'one draft, one key');
	const first = await submit(p);
	await q.fill('#address', '湖西路 78 号');
	await q.fill('#description', '另一个问题：路面有坑，𠮷祥巷口。');
	await q.click('form#report button.primary');
	await q.getByText('请重新选照片').waitFor();
	await q.setInputFiles('#photo', photo);
	await q.getByText('street.jpg · 已上传').waitFor();
	const second = await submit(q);
	if (second === first)
		throw new Error('the second problem went nowhere');
	await q.getByText('1 张').waitFor();
	await follow(q, await receipt(q));
	await q.getByText('另一个问题：路面有坑').waitFor();
	equal(await q.getByText('待人工核对').count(), 0, 'a suspect: its proof is of another key');
});

test('the line breaks between the photo and sending: said so, kept, and one report when it is back', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	await fill(p);
	await p.fill('#address', '湖西路 79 号');
	await p.setInputFiles('#photo', photo);
	await p.getByText('street.jpg · 已上传').waitFor();
	await p.waitForFunction(() => document.querySelector('#report').dataset.proofMs);
	await p.context().setOffline(true);
	await p.click('form#report button.primary');
	await p.getByText('现在没有网络').waitFor();
	equal(await p.inputValue('#description'), words, 'the words');
	await p.context().setOffline(false);
	await p.getByText('网络恢复了').waitFor();
	const number = await submit(p);
	await p.getByText('1 张').waitFor();
	await p.goto(url + '/report');
	await fill(p);
	await p.fill('#address', '湖西路 79 号');
	equal(await submit(p), number, 'the same words once more');
});

test('the answer is lost on its way: Back, and send once more: the same report, with its photo', async () => {
	const p = await page({ phone: true });
	await p.goto(url + '/report');
	await fill(p);
	await p.fill('#address', '湖西路 80 号');
	await p.setInputFiles('#photo', photo);
	await p.getByText('street.jpg · 已上传').waitFor();
	await p.waitForFunction(() => document.querySelector('#report').dataset.proofMs);
	await p.waitForTimeout(600);
	const key = await p.inputValue('input[name=key]');
	/* The office takes it; the phone hears nothing. */
	await p.route('**/report', async (r) => {
		if (r.request().method() !== 'POST')
			return r.continue();
		await r.fetch({ maxRedirects: 0 });
		return r.abort('connectionreset');
	});
	await p.click('form#report button.primary');
	await p.waitForURL('chrome-error://chromewebdata/');
	await p.unroute('**/report');
	await p.goto(url + '/report');
	equal(await p.inputValue('#description'), words, 'the draft');
	await submit(p);
	equal(await p.evaluate(() => JSON.parse(localStorage.getItem('anjuan-filed')).key), key, 'the key');
	await p.getByText('1 张').waitFor();
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
