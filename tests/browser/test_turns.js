'use strict';
/* The turns of the way: doubtful, refused, double, returned and locked, reworked, instructed; and its settings. */
const { equal, fits, axe, page, quiet, run, test, url } = require('./office.js');
const { act, bring, crew, follow, offered, openCase, openTask, photo, prepare, register, report, send,
	signIn } =
	require('./staff.js');

async function state(p) {
	return (await p.locator('.case-head .tag').first().textContent()).trim();
}

/* The first reason of an action's list. */
async function reason(p, action) {
	const box = await prepare(p, action);
	return box.locator('select[name=reason] option').nth(1).getAttribute('value');
}

test('doubtful: the duty chief decides', async () => {
	const people = crew();
	const c = await bring(people, 'filing');
	const acc = await people.acceptor(), chief = await people.chief();
	await openCase(acc, c.id);
	await act(acc, 'ask_chief', { note: '是否属于本辖区？' });
	await openCase(chief, c.id);
	equal(await offered(chief), 'file_chief hazard inquiry refuse', 'the chief may');
	await chief.getByText('是否属于本辖区？').waitFor();
	await act(chief, 'file_chief', { condition: 'first', note: '属于本辖区，立案。' });
	equal(await state(chief), '已立案待派遣', 'state');
});

test('untrue: it cannot be filed, and the citizen reads the reason', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const acc = await people.acceptor(), sup = await people.supervisor();
	await openTask(sup, c.id);
	await act(sup, 'verify_result', { result: 'no', photo, note: '现场没有发现问题' });
	await openCase(acc, c.id);
	equal(await offered(acc), 'ask_chief correct hazard inquiry refuse void', 'the acceptor may');
	await act(acc, 'refuse', { reason: await reason(acc, 'refuse'), note: '经核实不属实。' });
	const citizen = await page({ phone: true });
	await follow(citizen, c);
	equal(await citizen.locator('.state-now h2').textContent(), '不受理', 'what the citizen reads');
	await citizen.getByText('未发现您反映的问题').waitFor();
	equal(await citizen.locator('.steps').count(), 0, 'steps of a case that is none');
	await fits(citizen);
	await axe(citizen);
});

test('a duplicate: void, and its sender follows the kept case', async () => {
	const people = crew();
	const kept = await bring(people, 'filed');
	const acc = await people.acceptor();
	await openCase(acc, kept.id);
	const number = await acc.locator('.case-head .ref').textContent();
	const r = await report({});
	await register(acc, r);
	const box = await prepare(acc, 'void', { note: '与前件重复', kept: '2026-999999-1' });
	equal(await send(acc, box), 422, 'a number that is none');
	equal(await acc.inputValue('#void-note'), '与前件重复', 'the words are kept');
	await axe(acc);
	await act(acc, 'void', { kept: number });
	equal(await state(acc), '作废', 'state');
	await follow(r.page, r);
	await r.page.getByText(number).waitFor();
	await r.page.getByText('同一问题已有人反映，一并办理').waitFor();

	const r2 = await report({});
	await acc.goto(url + '/desk/complaints');
	await Promise.all([acc.waitForNavigation(), acc.locator('a.main', { hasText: r2.number }).click()]);
	await acc.locator('.rows a.main').first().waitFor();
	await act(acc, 'join', { kept: number });
	equal(new URL(acc.url()).searchParams.get('id'), kept.id, 'the case it joined');
});

test('returned: the commander, the leader; then locked, and reworked where the check fails', async () => {
	const people = crew();
	const c = await bring(people, 'dispatched');
	const acc = await people.acceptor(), sup = await people.supervisor(), dsp = await people.dispatcher();
	const clerk = await people.clerk(), cmd = await people.commander(), ldr = await people.leader();
	await openCase(clerk, c.id);
	await act(clerk, 'return', { reason: await reason(clerk, 'return'), note: '该路段由区里管养。' });
	await openCase(dsp, c.id);
	equal(await offered(dsp), 'confer inquiry urge', 'strict returns: the dispatcher confers, he does not decide');
	await act(dsp, 'confer', { note: '与市政管理所电话会商，对方坚持不属其管养。' });
	await openCase(cmd, c.id);
	await act(cmd, 'return_to_leader', { note: '已会商，意见不一，请批示。' });
	await openCase(ldr, c.id);
	equal(await offered(ldr), 'instruct', 'the leader may');
	await act(ldr, 'instruct', { unit: /^市政管理所/, note: '由市政管理所办理。' });
	await openCase(clerk, c.id);
	equal(await offered(clerk), 'explain sign', 'a locked case: no return');
	await clerk.locator('.tag', { hasText: '领导批办' }).waitFor();
	await act(clerk, 'sign');
	equal(await offered(clerk), 'approval_ask assign batch explain extension_ask feedback special_ask', 'a locked case in hand: no return');

	await act(clerk, 'feedback', { note: '已处理', photo });
	await openCase(dsp, c.id);
	await act(dsp, 'feedback_incomplete', { note: '请补充全景照片' });
	await openCase(clerk, c.id);
	await clerk.getByText('请补充全景照片').waitFor();
	await act(clerk, 'feedback', { note: '已补充全景照片', photo });
	await openCase(dsp, c.id);
	await act(dsp, 'feedback_confirm');
	await openCase(acc, c.id);
	await act(acc, 'order_check');
	await openTask(sup, c.id);
	await act(sup, 'check_result', { result: 'no', photo, note: '坑槽还在' });
	await openCase(acc, c.id);
	equal(await offered(acc), 'hazard inquiry rework', 'a failed check cannot be closed');
	const box = await prepare(acc, 'rework', { factor_standard: 'yes', factor_photos: 'yes', factor_check: 'yes', note: '坑槽仍在' });
	equal(await send(acc, box), 422, 'rework without a failed factor');
	equal(await acc.inputValue('#rework-note'), '坑槽仍在', 'the words are kept');
	await act(acc, 'rework', { factor_standard: 'no', factor_photos: 'yes', factor_check: 'no' });
	await openCase(dsp, c.id);
	equal(await offered(dsp), 'inquiry letter_draft rework_coordinate rework_send urge', 'rework goes through the dispatcher');
	await act(dsp, 'rework_send', { note: '返工重修' });
	await openCase(clerk, c.id);
	await clerk.locator('.tag', { hasText: '返工 1 次' }).waitFor();
	equal(await offered(clerk), 'explain sign', 'reworked, still locked');
	await act(clerk, 'sign');
	await act(clerk, 'feedback', { note: '已重新修补', photo });
	await openCase(dsp, c.id);
	await act(dsp, 'feedback_confirm');
	await openCase(acc, c.id);
	await act(acc, 'order_check');
	await openTask(sup, c.id);
	await act(sup, 'check_result', { result: 'yes', photo });
	await openCase(acc, c.id);
	await act(acc, 'judge', { factor_standard: 'yes', factor_photos: 'yes', factor_check: 'yes' });
	const chief = await people.chief();
	await openCase(chief, c.id);
	await act(chief, 'close_back', { note: '请再核对照片' });
	await openCase(acc, c.id);
	await act(acc, 'judge', { factor_standard: 'yes', factor_photos: 'yes', factor_check: 'yes' });
	await openCase(chief, c.id);
	await act(chief, 'close_chief');
	for (const p of [acc, sup, dsp, clerk, cmd, ldr, chief])
		quiet(p);
});

test('a unit does not see another unit\'s case', async () => {
	const people = crew();
	const c = await bring(people, 'dispatched');
	const other = await signIn('danwei-huanwei');
	const answer = await other.goto(url + '/desk/case?id=' + c.id);
	equal(answer.status(), 404, 'the case of another unit');
	await axe(other);
});

run();
