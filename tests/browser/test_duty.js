'use strict';
/* The duty room: roster and what it refuses, leave and powers, the hand-over book, a register's matter. */
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { nameOf, signIn } = require('./staff.js');

const SMALL = { viewport: { width: 390, height: 844 } };

/* A local date or time so many days from now, as forms have it. */
function day(n, time) {
	const d = new Date(Date.now() + (n * 24 + 8) * 3600000).toISOString().slice(0, 10);

	return time ? d + 'T' + time : d;
}

/* Both widths of the page that is open: nothing sticks out, axe is content, a picture of each. */
async function look(p, name) {
	for (const width of [1280, 390]) {
		await p.setViewportSize({ width, height: width === 390 ? 844 : 900 });
		await fits(p);
		await axe(p);
		await shot(p, 'duty-' + name + '-' + width);
	}
}

async function open(p, action) {
	const fold = p.locator('details:has(form[action="' + action + '"])');

	if (!await fold.evaluate((e) => e.open))
		await fold.locator('summary').click();
	return p.locator('form[action="' + action + '"]');
}

async function send(p, form) {
	const [answer] = await Promise.all([p.waitForNavigation(), form.locator('button.primary, button.wide').first().click()]);
	return answer.status();
}

/* Chooses the option whose words contain some text; a list that can be searched is a list all the same. */
async function choose(form, name, text) {
	const control = form.locator('select[name="' + name + '"]');
	const labels = await control.locator('option').allTextContents();
	const label = labels.find((t) => t.includes(text));

	if (!label)
		throw new Error(name + ' has no ' + text + ' among ' + labels.join(', '));
	await control.selectOption({ label });
}

test('the roster opens today; a crew that is not legal is refused with persons, day and reason', async () => {
	const p = await signIn('zhihui01');
	const chief = await nameOf(await signIn('zhiban04'));
	const acceptor = await nameOf(await signIn('shouli07'));
	await p.goto(url + '/desk/duty');
	await p.locator('.roster tbody tr').first().locator('.tag', { hasText: '今天' }).waitFor();
	equal(await p.locator('.roster tbody tr').count(), 7, 'days');
	await p.locator('.roster', { hasText: '夜间值守' }).waitFor();
	await look(p, 'roster');
	await p.click('a[rel=next]');
	await p.waitForURL(/week=/);
	await p.goto(url + '/desk/duty?month=2026-02');
	equal(await p.locator('.roster tbody tr').count(), 28, 'days of February');
	await look(p, 'roster-month');
	for (const [who, role, want] of [[acceptor, '受理员', 200], [chief, '值班长', 422]]) {
		const form = await open(p, '/desk/duty/post');
		await form.locator('[name=post_from]').fill(day(120));
		await form.locator('[name=post_until]').fill(day(121));
		await choose(form, 'role', role);
		await choose(form, 'person', who);
		equal(await send(p, form), want, who);
	}
	const why = await p.locator('form[action="/desk/duty/post"] .error').first().textContent();
	const [, month, mday] = day(120).split('-');
	for (const part of [chief, acceptor, Number(month) + '-' + mday, '不构成合法组合'])
		equal(why.includes(part), true, part + ' in ' + why);
	await look(p, 'roster-refused');
	const plan = await open(p, '/desk/duty/plan');
	await plan.locator('[name=from]').fill(day(122));
	await plan.locator('[name=until]').fill(day(125));
	for (const c of [1, 2, 3])
		for (const s of [1, 2])
			await choose(plan, 'crew' + c + '_' + s, acceptor);
	equal(await send(p, plan), 422, 'one person on six seats');
	await p.locator('form[action="/desk/duty/plan"] .error', { hasText: '没有该岗位的角色' }).first().waitFor();
	const swap = await open(p, '/desk/duty/swap');
	await swap.locator('select[name=turn]').selectOption({ index: 1 });
	await choose(swap, 'with', chief);
	equal(await send(p, swap), 422, 'a chief in the place of somebody who commands');
	await look(p, 'swap-refused');
	quiet(p);
});

test('leave of the commander: entered for days to come, shown with who stands in, ended', async () => {
	const p = await signIn('zhihui01');
	await p.goto(url + '/desk/duty/powers');
	await p.locator('section', { hasText: '当前行使人' }).first().waitFor();
	equal(await p.locator('section', { hasText: '之后的交替' }).first().locator('tbody tr').count() > 6, true, 'how they pass');
	await look(p, 'powers');
	const form = await open(p, '/desk/duty/leave');
	await choose(form, 'who', await nameOf(p));
	await form.locator('[name=from]').fill(day(3, '08:00'));
	await form.locator('[name=until]').fill(day(5, '18:00'));
	await form.locator('[name=reason]').fill('赴省里学习𠮷');
	equal(await send(p, form), 200, 'leave');
	await p.locator('section', { hasText: '请假与授权记录' }).last().locator('p', { hasText: '赴省里学习𠮷' }).waitFor();
	await p.locator('tbody tr', { hasText: '请假' }).first().waitFor({ state: 'attached' });
	await look(p, 'powers-leave');
	await Promise.all([p.waitForNavigation(), p.click('form[action="/desk/duty/leave/end"] button')]);
	equal(await p.locator('form[action="/desk/duty/leave/end"]').count(), 0, 'nothing left to end');
	quiet(p);
});

/* Who of these accounts is named in the crew of a shift. */
async function standing(crew, login) {
	for (const n of login === 'paiqian' ? [1, 2, 3, 4] : [1, 2, 3, 4, 5, 6, 7]) {
		const p = await signIn(login + '0' + n);
		if (crew.includes(await nameOf(p)))
			return p;
		await p.context().close();
	}
	throw new Error('nobody of ' + login + ' among ' + crew);
}

test('the hand-over book: the urgent first, the rest folded; completed by one shift, signed by the next', async () => {
	const any = await signIn('zhiban04', SMALL);
	await any.goto(url + '/desk/duty/book');
	const here = await any.locator('form[action="/desk/duty/complete"] input[name=day]').inputValue();
	const shift = await any.locator('form[action="/desk/duty/complete"] input[name=shift]').inputValue();
	const address = url + '/desk/duty/book?day=' + here + '&shift=' + shift;
	const height = await any.evaluate(() => document.documentElement.scrollHeight);
	equal(height < 6000, true, 'a book of ' + height + ' pixels on a phone');
	await look(any, 'book-open');
	const out = await standing(await any.locator('.facts').first().textContent(), 'paiqian');
	await out.goto(address);
	await out.fill('#text', '凌晨两点接派出所电话，𠮷祥路口积水。');
	await Promise.all([out.waitForNavigation(), out.click('form[action="/desk/duty/entry"] button')]);
	await out.goto(address);
	await out.fill('#note', '险情一件，请接班后先看现场。');
	await Promise.all([out.waitForNavigation(), out.click('form[action="/desk/duty/complete"] button')]);
	await out.locator('dt', { hasText: '交班人' }).waitFor();
	equal(await out.locator('form[action="/desk/duty/sign"]').count(), 0, 'nobody signs his own');
	await any.goto(address);
	await Promise.all([any.waitForNavigation(), any.click('form[action="/desk/duty/sign"] button')]);
	await any.locator('.error', { hasText: '只有该班人员' }).first().waitFor();
	const roster = await signIn('zhihui01');
	await roster.goto(url + '/desk/duty?week=' + here);
	const cells = roster.locator('.roster tbody td');
	const next = await standing(await cells.nth(Number(shift)).textContent(), 'shouli');
	await next.goto(address);
	await next.fill('#remark', '已看现场。');
	await Promise.all([next.waitForNavigation(), next.click('form[action="/desk/duty/sign"] button')]);
	await next.locator('dd', { hasText: await nameOf(next) }).last().waitFor();
	await next.locator('p', { hasText: '已看现场。' }).waitFor();
	await look(next, 'book-signed');
	quiet(out);
	quiet(next);
});

test('a stubborn problem: written down, a status, released upward', async () => {
	const p = await signIn('zhiban01');
	await p.goto(url + '/desk/matters?kind=stubborn');
	const form = await open(p, '/desk/matters');
	await form.locator('[name=title]').fill('老菜场流动摊贩𠮷');
	await form.locator('[name=note]').fill('多年未解决，三家单位各管一段。');
	await form.locator('[name=every]').fill('14');
	await form.locator('select[name=owner]').selectOption({ index: 1 });
	equal(await send(p, form), 200, 'written down');
	const page = p.url();
	await p.locator('h1', { hasText: '老菜场流动摊贩𠮷' }).waitFor();
	await p.fill('#note', '已约谈十二户，八户入场经营。');
	equal(await send(p, p.locator('form[action="/desk/matter"]')), 200, 'a status');
	await p.locator('p', { hasText: '已约谈十二户' }).waitFor();
	await look(p, 'matter');
	await p.goto(url + '/desk/matters?kind=stubborn');
	await p.locator('tbody tr', { hasText: '老菜场流动摊贩𠮷' }).waitFor();
	await look(p, 'matters');
	const boss = await signIn('zhihui01');
	await boss.goto(page);
	await boss.fill('#note', '本街道无力解决，移交区里。');
	await boss.check('[name=what][value=up]');
	equal(await send(boss, boss.locator('form[action="/desk/matter"]')), 200, 'released');
	equal(await boss.locator('form[action="/desk/matter"]').count(), 0, 'over');
	await look(boss, 'matter-over');
	quiet(p);
	quiet(boss);
});

run();
