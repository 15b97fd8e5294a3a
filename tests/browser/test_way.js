'use strict';
/* The whole way of one report: filed on a phone with a photo, worked by every role, archived, answered. */
const { axe, equal, fits, page, quiet, run, shot, test, url } = require('./office.js');
const { act, crew, follow, nameOf, offered, openCase, photo, place, receipt, register, report, signIn } =
	require('./staff.js');

async function good(p) {
	await fits(p);
	await axe(p);
}

/* The same once more, from the page of the report that is over: its script proves the work, and the contact goes with it. */
async function comesBack(r, acc) {
	const p = r.page, form = p.locator('form[action="/track/again"]');
	await follow(p, r);
	await p.getByRole('heading', { name: '问题还在，或者又出现了？' }).waitFor();
	await form.getByLabel(/仍通知到我原来留的联系方式 o\*\*\*@example\.cn/).check();
	await form.locator('textarea').fill('井盖又松了，𠮷祥路口的车压过去很响。');
	await good(p);
	await shot(p, 'track-again');
	/* Sent before the proof can be ready: the script holds it back until it is. */
	const [sent] = await Promise.all([p.waitForRequest((q) => q.url().endsWith('/track/again')), form.locator('button').click()]);
	const given = new URLSearchParams(sent.postData());
	if (!/^\d+(\.\d+){7}$/.test(given.get('proof')))
		throw new Error('the proof: ' + given.get('proof'));
	await p.waitForURL(/\/receipt/);
	const next = await receipt(p);
	equal(next.number === r.number || next.code === r.code, false, 'number and code of its own');
	await follow(p, next);
	equal(await p.locator('.state-now h2').textContent(), '已收到', 'no doubt, no queue');
	await p.getByText('o***@example.cn').first().waitFor();
	await good(p);
	await acc.goto(url + '/desk/complaints');
	await Promise.all([acc.waitForNavigation(), acc.locator('a.main', { hasText: next.number }).click()]);
	await acc.getByText(r.number).first().waitFor();
	await acc.getByText('o***@example.cn').first().waitFor();
}

test('from the web form to the archive, through the hands of every role', async () => {
	const people = crew();
	const r = await report({ photo, email: 'ouyang@example.cn' });
	await good(r.page);
	if (!/^\d\d-\d{7}-[\dX]$/.test(r.number) || !/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(r.code))
		throw new Error('number and code: ' + r.number + ' ' + r.code);
	const qr = await r.page.request.get(url + '/receipt.svg');
	equal(qr.headers()['content-type'].split(';')[0], 'image/svg+xml', 'QR code');
	const pdf = await r.page.request.get(url + '/receipt.pdf');
	equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-', 'receipt as PDF');

	const acc = await people.acceptor();
	const id = await register(acc, r);
	equal(await offered(acc), 'correct hazard inquiry order_verify void', 'actions on a new case');
	const sup = await people.supervisor();
	const name = await nameOf(sup);
	const proposed = await acc.locator('#act-order_verify select[name="supervisor"] option:checked').textContent();
	if (!proposed.startsWith(name))
		throw new Error('the grid is walked by ' + name + ', proposed is ' + proposed);
	await act(acc, 'order_verify', { note: '请到现场看一下，注意安全。' });

	await sup.goto(url + '/desk/tasks');
	await good(sup);
	await Promise.all([sup.waitForNavigation(), sup.locator('a.job[href$="id=' + id + '"]').click()]);
	await good(sup);
	await sup.waitForFunction(() => [...document.querySelectorAll('.shots img')].every((i) => i.complete && i.naturalWidth > 0));
	await act(sup, 'verify_result', { result: 'yes', photo, note: '属实，井盖缺失' });
	equal(new URL(sup.url()).pathname, '/desk/tasks', 'after the task');

	await openCase(acc, id);
	await good(acc);
	await act(acc, 'file', { condition: 'first' });

	const dsp = await people.dispatcher();
	await openCase(dsp, id);
	const unit = await dsp.locator('#act-dispatch select[name="unit"] option:checked').textContent();
	if (!unit.startsWith('市政管理所'))
		throw new Error('the duty table proposes ' + unit);
	await act(dsp, 'dispatch', { note: '请按时限处置' });

	const clerk = await people.clerk();
	await openCase(clerk, id);
	equal(await offered(clerk), 'explain return sign', 'a dispatched case');
	await act(clerk, 'sign');
	const hand = await people.hand();
	await act(clerk, 'assign', { handler: new RegExp('^' + await nameOf(hand)), note: '带上备用井盖' });
	await hand.goto(url + '/desk/tasks');
	await Promise.all([hand.waitForNavigation(), hand.locator('a.job[href$="id=' + id + '"]').click()]);
	await good(hand);
	await openCase(clerk, id);
	await good(clerk);
	await act(clerk, 'feedback', { note: '已更换井盖，路面平整。', photo });

	await openCase(dsp, id);
	await act(dsp, 'feedback_confirm', { note: '材料齐全' });
	await openCase(acc, id);
	await act(acc, 'order_check', { note: '请核查' });
	await sup.goto(url + '/desk/task?id=' + id);
	await act(sup, 'check_result', { result: 'yes', photo });
	await openCase(acc, id);
	await good(acc);
	await act(acc, 'judge', { factor_standard: 'yes', factor_photos: 'yes', factor_check: 'yes' });
	const chief = await people.chief();
	await openCase(chief, id);
	await act(chief, 'close_chief', { answer: '井盖已换好，感谢您的反映。' });

	await follow(r.page, r);
	equal(await r.page.locator('.state-now h2').textContent(), '已办好并核实', 'what the citizen reads');
	await r.page.getByText('井盖已换好，感谢您的反映。').waitFor();
	await r.page.locator('.beside').waitFor();
	/* Before over after, by keyboard as by finger; nothing jumps. */
	const slider = r.page.getByLabel('拖动对比前后');
	const before = await r.page.locator('.compare .over').evaluate((i) => i.style.clipPath);
	const height = () => r.page.locator('.beside').evaluate((b) => b.getBoundingClientRect().top + scrollY);
	const top = await height();
	await slider.focus();
	await r.page.keyboard.press('ArrowRight');
	equal(await slider.inputValue(), '51', 'the slider by keyboard');
	if (await r.page.locator('.compare .over').evaluate((i) => i.style.clipPath) === before)
		throw new Error('the picture stands still');
	equal(await height(), top, 'what stands below');
	await good(r.page);

	const arc = await people.archivist();
	await openCase(arc, id);
	await act(arc, 'archive');
	equal(await offered(arc), '', 'actions on an archived case');
	await good(arc);
	await comesBack(r, acc);
	for (const p of [acc, sup, dsp, clerk, hand, chief, arc])
		quiet(p);
});

test('the QR code\'s address opens the report, and leaves no code behind', async () => {
	const r = await report({});
	await r.page.goto(url + '/track#' + r.number + '.' + r.code.replace(/-/g, ''));
	await r.page.waitForSelector('.state-now');
	equal(new URL(r.page.url()).hash, '', 'fragment');
});

test('a wrong code says nothing, and what was typed is still there', async () => {
	const r = await report({});
	await r.page.goto(url + '/track');
	await r.page.fill('#number', r.number);
	await r.page.fill('#code', 'AAAA-BBBB-CCCC');
	await Promise.all([r.page.waitForNavigation(), r.page.click('form#track button')]);
	equal(await r.page.inputValue('#number'), r.number, 'the number');
	equal(await r.page.locator('.state-now').count(), 0, 'an answer');
	await good(r.page);
});

test('a clerk writes down a call as a hazard, and tells the caller number and code', async () => {
	const acc = await signIn('shouli01');
	await acc.goto(url + '/desk/register');
	await acc.selectOption('#source', { label: '12345 热线转办' });
	await acc.getByRole('searchbox', { name: /输入几个字/ }).fill('路面');
	await acc.fill('#description', '市民来电：路面塌陷，约一米见方，已放警示。');
	await acc.fill('#address', '吉祥路１３号');
	await acc.fill('#contact_phone', '19900001234');
	await acc.check('#hazard');
	await Promise.all([acc.waitForNavigation(), acc.click('form[action="/desk/register"] button.primary')]);
	await acc.locator('#external_no-error').waitFor();
	equal(await acc.isChecked('#hazard'), true, 'the tick is kept');
	await good(acc);
	await acc.fill('#external_no', 'MAS' + Date.now());
	await Promise.all([acc.waitForNavigation(), acc.click('form[action="/desk/register"] button.primary')]);
	await acc.locator('.tag', { hasText: '险情' }).waitFor();
	const [number, code] = await acc.locator('.note b.code').allTextContents();
	await acc.reload();
	equal(await acc.locator('.note b.code').count(), 0, 'the code after a reload');
	await follow(acc, { number, code });
});

test('a supervisor reports what he sees: position, photo, no question about callers', async () => {
	const at = await place(await page());
	const sup = await signIn('jiandu02', { phone: true, permissions: ['geolocation'],
		geolocation: { latitude: Number(at.lat), longitude: Number(at.lon) } });
	await sup.goto(url + '/desk/register');
	equal(await sup.locator('#contact_phone').count(), 0, 'contact fields');
	await sup.selectOption('#class', { index: 2 });
	await sup.fill('#description', '巡查发现路面有坑，直径约一米。');
	await sup.click('[data-locate]');
	await sup.waitForFunction(() => document.querySelector('#lat').value !== '');
	await sup.setInputFiles('#photo', photo);
	await good(sup);
	await Promise.all([sup.waitForNavigation(), sup.click('form[action="/desk/register"] button.primary')]);
	equal(new URL(sup.url()).pathname, '/desk/tasks', 'after the report');
	quiet(sup);
});

run();
