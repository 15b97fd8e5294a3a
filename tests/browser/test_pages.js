'use strict';
/*
 * Every page in both languages: no finding of axe, nothing wider than the
 * screen, no complaint of scripts or console; on a phone and in the dark in
 * Chinese, for the rules are the same; a picture of each for people to look at.
 */
const { axe, equal, fits, page, run, shot, test, url } = require('./office.js');
const { bring, crew, follow, receipt, register, report, signIn } = require('./staff.js');

const languages = ['zh-CN', 'en'];

async function size(p, width) {
	await p.setViewportSize({ width, height: width < 500 ? 740 : 900 });
	await fits(p);
}

/* What the page looks like everywhere; name is the picture's. */
async function everywhere(p, name, lang) {
	await p.waitForLoadState();
	equal(await p.getAttribute('html', 'lang'), lang, 'language of ' + name);
	await size(p, 1920);
	await size(p, 1440);
	await axe(p);
	await shot(p, name + '-' + lang + '-desk');
	await size(p, 768);
	await size(p, 320);		/* 1280 at 400 % */
	await size(p, 360);
	await shot(p, name + '-' + lang + '-phone');
	if (lang === languages[0]) {
		await axe(p);
		await p.emulateMedia({ colorScheme: 'dark' });
		await axe(p, ['color-contrast']);
		await shot(p, name + '-' + lang + '-dark');
		await p.emulateMedia({ colorScheme: 'light' });
	}
	await p.setViewportSize({ width: 1280, height: 900 });
}

for (const lang of languages)
	test('the citizen\'s pages in ' + lang, async () => {
		const p = await page({ lang });
		for (const [name, path] of Object.entries({ home: '/', form: '/report', track: '/track', privacy: '/privacy',
			figures: '/figures', map: '/figures/map', bulletins: '/figures/bulletins', data: '/figures/data',
			dictionary: '/figures/dictionary', missing: '/no-such-page', style: '/css/no-such.css' })) {
			await p.goto(url + path);
			await everywhere(p, name, lang);
		}
		const r = await report({ page: p });
		await everywhere(p, 'receipt', lang);
		await follow(p, r);
		await everywhere(p, 'followed', lang);
	});

/* Large type, high contrast: what a citizen sees also fits and reads that way, and it is remembered. */
for (const lang of languages)
	test('the citizen\'s pages in large type in ' + lang, async () => {
		const p = await page({ lang, phone: true });
		await p.goto(url + '/');
		await p.click('a.look');
		for (const [name, path] of Object.entries({ home: '/', form: '/report', track: '/track', privacy: '/privacy', figures: '/figures' })) {
			await p.goto(url + path);
			equal(await p.getAttribute('html', 'class'), 'large', 'look of ' + name);
			equal(await p.evaluate(() => getComputedStyle(document.body).fontSize), '24px', 'type of ' + name);
			await large(p, name, lang);
		}
		await p.click('a.look');	/* the whole form: its five questions in large type have a test of their own */
		const r = await report({ page: p });
		await p.click('a.look');
		await large(p, 'receipt', lang);
		await follow(p, r);
		await large(p, 'followed', lang);
		await p.click('a.look');
		equal(await p.getAttribute('html', 'class'), null, 'look after the way back');
		await p.getByText(r.number).first().waitFor();		/* the same complaint still */
	});

async function large(p, name, lang) {
	for (const width of [320, 360, 1280])
		await size(p, width);
	await size(p, 360);
	await axe(p);
	await shot(p, name + '-' + lang + '-large');
	await p.emulateMedia({ colorScheme: 'dark' });
	await axe(p, ['color-contrast']);
	await p.emulateMedia({ colorScheme: 'light' });
}

/* A person's own pages: what waits, then some of the rest. */
async function visit(p, lang, role, paths) {
	await everywhere(p, 'home-' + role, lang);
	for (const [name, path] of Object.entries(paths)) {
		await p.goto(url + path);
		await everywhere(p, name, lang);
	}
}

async function first(p, list) {
	await p.goto(url + list);
	return new URL(await p.locator('a.main, a.job').first().getAttribute('href'), url).pathname +
		new URL(await p.locator('a.main, a.job').first().getAttribute('href'), url).search;
}

for (const lang of languages)
	test('the desk in ' + lang + ': signing in, queues, reports, registering', async () => {
		const out = await page({ lang });
		await out.goto(url + '/desk/login');
		await everywhere(out, 'login', lang);
		await report({});
		const acc = await signIn('shouli01', { lang });
		await visit(acc, lang, 'acceptor', { complaints: '/desk/complaints', complaint: await first(acc, '/desk/complaints'),
			register: '/desk/register', 'queue-close': '/desk/queue?queue=close_review', find: '/desk/find?q=2020-1',
			password: '/desk/password', 'desk-missing': '/desk/case?id=99999999' });
	});

for (const lang of languages)
	test('cases and tasks in ' + lang + ', as each role sees them', async () => {
		const people = crew();
		const handled = await bring(people, 'handling');
		const checking = await bring(people, 'checking');
		const open = async (who, role, paths) => visit(await signIn(who, { lang }), lang, role, paths);
		await open('paiqian01', 'dispatcher', { 'queue-handling': '/desk/queue?queue=handling' });
		await open('danwei-shizheng', 'unit', { 'case-unit': '/desk/case?id=' + handled.id });
		await open('jiandu01', 'supervisor', { tasks: '/desk/tasks', task: '/desk/task?id=' + checking.id,
			'register-street': '/desk/register' });
		const arc = await signIn('dangan01', { lang });
		await visit(arc, lang, 'archivist', { 'queue-closed': '/desk/queue?queue=closed',
			'case-closed': await first(arc, '/desk/queue?queue=closed') });
		await open('xitong01', 'admin', {});
	});

test('an opened contact says that it is on record', async () => {
	const p = await page({});
	await p.goto(url + '/report');
	await p.locator('label.kind').first().click();
	await p.fill('#description', '请回电告知处理结果，谢谢你们。');
	await p.fill('#address', '湖西路 5 号');
	await p.locator('details.fold', { has: p.locator('#contact_phone') }).locator('summary').click();
	await p.fill('#contact_phone', '19900001234');
	await p.click('form#report button.primary');
	await p.waitForURL(/\/receipt/);
	const r = await receipt(p);
	const acc = await signIn('shouli01');
	const id = await register(acc, r);
	await acc.getByText('199****1234').waitFor();
	const chief = await signIn('zhiban01');
	await chief.goto(url + '/desk/case?id=' + id);
	await chief.locator('details.act', { has: chief.locator('#contact-reason') }).locator('summary').click();
	await chief.fill('#contact-reason', '回访核对地点');
	await Promise.all([chief.waitForNavigation(), chief.click('form[action="/desk/contact"] button')]);
	await chief.getByText('19900001234').waitFor();
	await everywhere(chief, 'contact', 'zh-CN');
	await follow(p, r);
	await p.getByText('工作人员查看了您的联系方式').waitFor();
});

run();
