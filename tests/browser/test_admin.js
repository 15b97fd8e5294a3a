'use strict';
/*
 * The pages of the office's own data in both languages: axe, both widths, and
 * a change taken all its way by hand, without a script on the page.
 */
const { axe, equal, fits, page, run, shot, test, url } = require('./office.js');
const { signIn } = require('./staff.js');

const lists = ['setting', 'limit', 'unit', 'person', 'role', 'post', 'duty', 'class', 'calendar', 'reason', 'cell', 'component',
	'channel', 'major', 'shift', 'warning', 'centre', 'layer', 'told', 'pair', 'account_rule', 'score_scheme', 'score_part', 'place', 'privacy', 'class_word', 'class_ask'];
const under = { class_word: '&of=10101', class_ask: '&of=10111' };

async function everywhere(p, name, lang) {
	await p.waitForLoadState();
	await p.setViewportSize({ width: 1280, height: 900 });
	await fits(p);
	await axe(p);
	await shot(p, 'admin-' + name + '-' + lang + '-desk');
	await p.setViewportSize({ width: 390, height: 844 });
	await fits(p);
	await axe(p);
	await shot(p, 'admin-' + name + '-' + lang + '-phone');
	await p.setViewportSize({ width: 1280, height: 900 });
}

for (const lang of ['zh-CN', 'en'])
	test('lists, rows and forms in ' + lang, async () => {
		const p = await signIn('xitong01', { lang });
		await p.goto(url + '/desk/admin');
		await everywhere(p, 'home', lang);
		for (const thing of lists) {
			await p.goto(url + '/desk/admin/list?thing=' + thing + (under[thing] || ''));
			await everywhere(p, 'list-' + thing, lang);
			await p.click('.rows a.main');
			await everywhere(p, 'row-' + thing, lang);
			const change = p.locator('a[href*="op=change"]');
			if (await change.count()) {
				await change.first().click();
				await everywhere(p, 'form-' + thing, lang);
			}
		}
		const s = await signIn('anquan01', { lang });
		for (const [name, path] of Object.entries({ perms: 'list?thing=role_perm&of=5', roles: 'list?thing=person_role&of=1',
			'form-role': 'edit?thing=person_role&op=add&of=1' })) {
			await s.goto(url + '/desk/admin/' + path);
			await everywhere(s, name, lang);
		}
	});

for (const lang of ['zh-CN', 'en'])
	test('a change from draft to log in ' + lang, async () => {
		const p = await signIn('xitong01', { lang, javaScriptEnabled: true });
		await p.goto(url + '/desk/admin/edit?thing=reason&op=change&id=101');
		await p.click('main form button.primary');
		equal(await p.locator('.error').count() > 0 || await p.locator(':invalid').count() > 0, true, 'a reason is asked for');
		await p.fill('#f1', '现场核实不属实 ' + Date.now());
		await p.fill('#note', '用词统一，𠮷');
		await p.click('main form button.primary');
		await p.waitForURL(/admin\/change\?id=/);
		await everywhere(p, 'draft', lang);
		await p.click('form:has(input[value=hand_in]) button');
		await p.waitForLoadState();
		await everywhere(p, 'waiting', lang);
		const s = await signIn('anquan01', { lang });
		await s.goto(url + '/desk/admin/changes');
		await everywhere(s, 'changes', lang);
		await s.goto(p.url());
		await everywhere(s, 'decide', lang);
		await s.click('form:has(input[value=confirm]) button');
		await s.waitForLoadState();
		await everywhere(s, 'done', lang);
		const a = await signIn('shenji01', { lang });
		await a.goto(url + '/desk/admin/log');
		equal((await a.textContent('main')).includes('用词统一，𠮷'), true, 'the log says why');
		await everywhere(a, 'log', lang);
	});

run();
