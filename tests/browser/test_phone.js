'use strict';
/*
 * The phone on the street with a bad line: what is written arrives once, with
 * its photo, whatever breaks.  The line is a wire of our own between browser
 * and nginx, so that it can be cut in the middle of a photo or before an
 * answer comes back.
 */
const net = require('net');
const path = require('path');
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { act, bring, crew, login, openCase, photo, photos, place, prepare, signIn } = require('./staff.js');

const office = new URL(url);

/*
 * A wire to the office: url is its end.  cut(n): every connection dies n bytes
 * after it begins to send a POST; swallow(path): answers to a POST there are
 * lost; mend(): all is well again.
 */
async function wire() {
	const state = { limit: Infinity, lose: null, uploads: 0 };
	const server = net.createServer((down) => {
		const up = net.connect(Number(office.port), office.hostname);
		let sent = 0, post = false, lost = false;
		const end = () => {
			down.destroy();
			up.destroy();
		};

		down.on('data', (d) => {
			const head = d.toString('latin1');
			if (/^POST /.test(head)) {
				post = true;
				sent = 0;
				state.uploads += /^POST \/desk\/phone\/file/.test(head);
				lost = state.lose !== null && head.startsWith('POST ' + state.lose);
			}
			sent += post ? d.length : 0;
			if (post && sent > state.limit)
				return end();
			return up.write(d);
		});
		up.on('data', (d) => {
			if (!lost)
				return down.write(d);
			return end();
		});
		for (const s of [down, up]) {
			s.on('error', end);
			s.on('close', end);
		}
	});
	await new Promise((done) => server.listen(0, 'localhost', done));
	return {
		url: 'http://localhost:' + server.address().port,
		cut: (n) => { state.limit = n; },
		swallow: (path) => { state.lose = path; },
		mend: () => { state.limit = Infinity; state.lose = null; },
		uploads: () => state.uploads,
		close: () => server.close()
	};
}

/* A supervisor with a phone; minutes: how far its clock is off. */
async function street(options = {}, minutes = 0) {
	const p = await signIn('jiandu01', { phone: true, viewport: { width: 390, height: 844 }, ...options });

	/* What a browser says about a line that is cut, or an answer not taken, is no fault of the page. */
	const told = p.problems.push.bind(p.problems);
	p.problems.push = (s) => /ERR_INTERNET_DISCONNECTED|status of 4\d\d/.test(s) ? 0 : told(s);
	await p.context().addInitScript((ms) => {
		const now = Date.now;
		Date.now = () => now() + ms;
	}, minutes * 60000);
	return p;
}

/* The list, with every task kept on the phone. */
async function kept(p, base = url) {
	await p.goto(base + '/desk/tasks');
	await p.waitForSelector('html[data-kept]');
}

async function look(p) {
	await fits(p);
	await axe(p);
}

async function offline(p, on) {
	await p.context().setOffline(on);
}

/* Fills the form of a task and sends it; ends on the list. */
async function answer(p, base, id, action, fields) {
	await p.goto(base + '/desk/task?id=' + id);
	const box = await prepare(p, action, fields);
	await Promise.all([p.waitForURL(/\/desk\/tasks/), box.locator('form > button').click()]);
}

const waiting = (p) => p.locator('.out');

async function empty(p) {
	await p.waitForSelector('[data-outbox][data-drawn="0"]', { state: 'attached' });
}

/* What the office has of a step: how often, with how many photos. */
async function inOffice(people, id, name) {
	const acc = await people.acceptor();
	await openCase(acc, id);
	const lines = acc.locator('.line-list > li', { has: acc.locator('h3', { hasText: name }) });
	return { times: await lines.count(), photos: await lines.locator('.shots li').count(),
		text: (await lines.allTextContents()).join(' ').replace(/\s+/g, ' ') };
}

test('without a line: tasks are read, an answer is written, and goes by itself once the line is back', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street({}, -25);
	await kept(p);
	await offline(p, true);
	await p.reload();
	await p.locator('[data-line]', { hasText: '没有网络' }).waitFor();
	await shot(p, 'phone-tasks-offline');
	await p.click('[data-task-id="' + c.id + '"] a');
	await p.waitForSelector('#act-verify_result');
	const box = await prepare(p, 'verify_result', { result: 'yes', photo, note: '属实，𠮷祥路口，井盖缺失。' });
	await Promise.all([p.waitForURL(/\/desk\/tasks/), box.locator('form > button').click()]);
	await p.locator('.out', { hasText: '有网后自动发送' }).waitFor();
	await p.locator('[data-task-id="' + c.id + '"] [data-waits]').waitFor();
	equal(await waiting(p).locator('img').count(), 1, 'the photo that waits');
	await look(p);
	await shot(p, 'phone-outbox');
	equal((await inOffice(people, c.id, '核实结果')).times, 0, 'in the office before the line is back');
	await offline(p, false);
	await empty(p);
	const got = await inOffice(people, c.id, '核实结果');
	equal(got.times, 1, 'times the answer came');
	equal(got.photos, 1, 'its photos');
	if (!got.text.includes('现场填写') || !got.text.includes('𠮷祥路口'))
		throw new Error('the time on site is missing: ' + got.text);
});

test('a line that breaks in the middle of a photo costs that photo only', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const line = await wire();
	const p = await street();
	p.problems.length = 0;
	await kept(p, line.url);
	line.cut(9000);			/* the photo is larger */
	await answer(p, line.url, c.id, 'verify_result', { result: 'yes', photo });
	await waiting(p).waitFor();
	if (line.uploads() === 0)
		throw new Error('the photo was never on its way');
	equal((await inOffice(people, c.id, '核实结果')).times, 0, 'while the line is cut');
	line.mend();
	await p.reload();
	await empty(p);
	const got = await inOffice(people, c.id, '核实结果');
	equal(got.times + '/' + got.photos, '1/1', 'times and photos');
	line.close();
});

test('the office has it but its word is lost: sent again, it stays one', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const line = await wire();
	const p = await street();
	await kept(p, line.url);
	line.swallow('/desk/phone/act');
	await answer(p, line.url, c.id, 'verify_result', { result: 'yes', photo });
	await waiting(p).waitFor();
	equal((await inOffice(people, c.id, '核实结果')).times, 1, 'it came');
	line.mend();
	await p.reload();
	await empty(p);
	const got = await inOffice(people, c.id, '核实结果');
	equal(got.times + '/' + got.photos, '1/1', 'times and photos');
	line.close();
});

test('a report of one’s own without a line arrives once', async () => {
	const p = await street();
	const at = await place(p);
	const text = Date.now() + '：占道堆放建筑材料，𠮷祥菜场南门。';
	await kept(p);
	await offline(p, true);
	await p.goto(url + '/desk/register');
	await p.locator('#class').selectOption({ index: 3 });
	await p.fill('#description', text);
	await p.fill('#address', '霍里街道吉祥路３号');
	await p.click('details[data-coords] summary');
	await p.fill('#lat', at.lat);
	await p.fill('#lon', at.lon);
	await p.setInputFiles('#photo', photo);
	await Promise.all([p.waitForURL(/\/desk\/tasks/), p.click('main form button.big')]);
	await waiting(p).waitFor();
	await offline(p, false);
	await empty(p);
	const acc = await signIn('shouli01');
	await acc.goto(url + '/desk/queue?queue=filing&sort=newest');
	const rows = async () => await acc.locator('tbody tr', { hasText: text.slice(0, 13) }).count();
	await acc.goto(url + '/desk/queue?queue=registered&sort=newest');
	equal(await rows(), 1, 'reports in the queue');
});

test('signed out meanwhile: nothing is lost, and it goes after signing in', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street();
	await kept(p);
	await offline(p, true);
	await answer(p, url, c.id, 'verify_result', { result: 'no', photo });
	await p.context().clearCookies();
	await offline(p, false);
	await p.locator('.out.login').waitFor();
	await look(p);
	await shot(p, 'phone-outbox-login');
	equal((await inOffice(people, c.id, '核实结果')).times, 0, 'without a session');
	await p.click('[data-login] a');
	await login(p, 'jiandu01');
	await empty(p);
	const got = await inOffice(people, c.id, '核实结果');
	equal(got.times + '/' + got.photos, '1/1', 'times and photos');
});

test('the case has moved on: the office’s words, the photo kept until it is thrown away', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street();
	await kept(p);
	await offline(p, true);
	await answer(p, url, c.id, 'verify_result', { result: 'yes', photo });
	const acc = await people.acceptor();
	await openCase(acc, c.id);
	await act(acc, 'order_verify', { supervisor: { index: 2 }, note: '请就近核实' });
	await offline(p, false);
	const box = p.locator('.out.refused');
	await box.waitFor();
	const said = await box.locator('.says').textContent();
	if (!/平台没有收下。.*(刚刚已办理|转给别人)/.test(said))
		throw new Error('no reason: ' + said);
	await p.reload();
	await box.locator('img').waitFor();
	await look(p);
	await shot(p, 'phone-outbox-refused');
	p.on('dialog', (d) => d.accept());
	await box.locator('button', { hasText: '丢弃' }).click();
	await empty(p);
	equal((await inOffice(people, c.id, '核实结果')).times, 0, 'after it was thrown away');
});

test('a hand without a line arrives and does the work: both steps go, one after the other', async () => {
	const people = crew();
	const c = await bring(people, 'handling');
	const clerk = await people.clerk(), hand = await signIn('chuzhi-shizheng1', { phone: true, viewport: { width: 390, height: 844 } });
	await openCase(clerk, c.id);
	await act(clerk, 'assign', { handler: { index: 1 } });
	await kept(hand);
	await offline(hand, true);
	await answer(hand, url, c.id, 'arrive', { photo });
	await hand.goto(url + '/desk/task?id=' + c.id);
	await shot(hand, 'phone-hand');
	await answer(hand, url, c.id, 'hand_done', { photo, note: '已换新井盖' });
	await waiting(hand).nth(1).waitFor();
	await offline(hand, false);
	await empty(hand);
	equal((await inOffice(people, c.id, '到达现场')).times, 1, 'arrived');
	const done = await inOffice(people, c.id, '处置人员报告已处置');
	equal(done.times + '/' + done.photos, '1/1', 'done, with its photo');
	await openCase(clerk, c.id);
	await act(clerk, 'feedback', { note: '已处置完毕，见现场照片。' });
});

test('one answer for several tasks without a line: each arrives by itself, the photo passes once, a refusal has its name', async () => {
	const people = crew();
	const cases = [await bring(people, 'verifying'), await bring(people, 'verifying'), await bring(people, 'verifying')];
	const line = await wire();
	const p = await street();
	await kept(p, line.url);
	await offline(p, true);
	await p.goto(line.url + '/desk/task?id=' + cases[0].id);
	const box = await prepare(p, 'verify_result', { result: 'yes', photo, note: '三处都属实，𠮷祥路口。' });
	for (const c of cases.slice(1))
		await box.locator('input[name=row][value^="' + c.id + '."]').check();
	await look(p);
	await shot(p, 'phone-together');
	await Promise.all([p.waitForURL(/\/desk\/tasks/), box.locator('form > button').click()]);
	await waiting(p).nth(2).waitFor();
	for (const c of cases)
		await p.locator('[data-task-id="' + c.id + '"] [data-waits]').waitFor();
	const acc = await people.acceptor();
	await openCase(acc, cases[2].id);
	await act(acc, 'order_verify', { supervisor: { index: 2 }, note: '请就近核实' });
	await offline(p, false);
	await p.locator('.out.refused').waitFor();
	await waiting(p).nth(1).waitFor({ state: 'detached' });
	equal(line.uploads(), 1, 'times the photo passed the line');
	for (const [i, wanted] of ['1/1', '1/1', '0/0'].entries()) {
		const got = await inOffice(people, cases[i].id, '核实结果');
		equal(got.times + '/' + got.photos, wanted, 'times and photos of case ' + i);
	}
	await p.locator('.out.refused img').waitFor();
	p.on('dialog', (d) => d.accept());
	await p.locator('.out.refused button', { hasText: '丢弃' }).click();
	await empty(p);
	equal(await p.evaluate(() => new Promise((done) => {
		indexedDB.open('anjuan-phone').onsuccess = (e) => {
			e.target.result.transaction('photo').objectStore('photo').count().onsuccess = (c) => done(c.target.result);
		};
	})), 0, 'photos left on the phone');
	line.close();
});

test('handled on the spot without a line: one case, closed, before and after in their places', async () => {
	const p = await street();
	const at = await place(p);
	const stamp = String(Date.now());
	await kept(p);
	await offline(p, true);
	await p.goto(url + '/desk/tasks');
	await p.click('a[href="/desk/spot"]');
	await p.setInputFiles('#before', photo);
	await p.locator('#class').selectOption({ index: 3 });
	await p.fill('#description', stamp + '：店外堆物，𠮷祥包子铺门口。');
	await p.fill('#address', '霍里街道吉祥路３号');
	await p.click('details[data-coords] summary');
	await p.fill('#lat', at.lat);
	await p.fill('#lon', at.lon);
	await p.setInputFiles('#after', path.join(photos, 'street.png'));
	await p.fill('#note', '当场劝离并清理干净。');
	await look(p);
	await shot(p, 'phone-spot');
	await Promise.all([p.waitForURL(/\/desk\/tasks/), p.click('main form button.big')]);
	await waiting(p).waitFor();
	await offline(p, false);
	await empty(p);
	const archivist = await signIn('dangan01');
	await archivist.goto(url + '/desk/queue?queue=closed&sort=newest');
	const row = archivist.locator('tbody tr', { hasText: stamp });
	equal(await row.count(), 1, 'closed cases of it');
	await Promise.all([archivist.waitForNavigation(), row.locator('a').first().click()]);
	equal(await archivist.locator('.beside > div').filter({ has: archivist.locator('.shots li') }).count(), 2, 'before and after');
});

test('what stands wrong in an answer is said at once, at the form', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street();
	await p.goto(url + '/desk/task?id=' + c.id);
	const box = await prepare(p, 'verify_result', { result: 'yes', photo: __filename });
	await box.locator('form > button').click();
	await box.locator('.note.sent.error', { hasText: '不是可用的照片' }).waitFor();
	await prepare(p, 'verify_result', { photo });
	await Promise.all([p.waitForURL(/\/desk\/tasks/), box.locator('form > button').click()]);
	equal((await inOffice(people, c.id, '核实结果')).times, 1, 'after it was put right');
});

test('the worker sends when no page is open', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const line = await wire();
	const p = await street();
	await kept(p, line.url);
	line.cut(9000);
	await answer(p, line.url, c.id, 'verify_result', { result: 'yes', photo });
	await waiting(p).waitFor();
	const cdp = await p.context().newCDPSession(p);
	const worker = new Promise((done) => cdp.on('ServiceWorker.workerRegistrationUpdated', (e) =>
		e.registrations.forEach((r) => r.scopeURL.startsWith(line.url) && done(r.registrationId))));
	await cdp.send('ServiceWorker.enable');
	await p.goto('about:blank');
	line.mend();
	await cdp.send('ServiceWorker.dispatchSyncEvent', { origin: line.url, registrationId: await worker,
		tag: 'outbox', lastChance: false });
	for (let i = 0; i < 50 && (await inOffice(people, c.id, '核实结果')).times === 0; i++)
		await new Promise((done) => setTimeout(done, 200));
	equal((await inOffice(people, c.id, '核实结果')).times, 1, 'times the answer came');
	line.close();
});

test('signing out asks about what waits, then the phone knows nothing any more', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street();
	let asked = '';
	await kept(p);
	await offline(p, true);
	await answer(p, url, c.id, 'verify_result', { result: 'yes', photo });
	await waiting(p).waitFor();
	/* the line is back, but the office takes no answers just now */
	await p.context().route('**/desk/phone', (r) => r.abort());
	await offline(p, false);
	p.on('dialog', (d) => {
		asked = d.message();
		return d.accept();
	});
	await p.click('details.me summary');
	await Promise.all([p.waitForURL(/\/desk\/login/), p.click('form[action="/desk/logout"] button')]);
	if (!asked.includes('1 份'))
		throw new Error('was not asked: ' + asked);
	const left = await p.evaluate(async () => ({ caches: (await caches.keys()).filter((k) => k === 'anjuan-pages'),
		bases: (await indexedDB.databases()).map((d) => d.name) }));
	equal(left.caches.length, 0, 'kept pages');
	const answers = await p.evaluate((names) => names.includes('anjuan-phone') ? new Promise((done) => {
		const rq = indexedDB.open('anjuan-phone');
		rq.onsuccess = () => {
			const all = rq.result.objectStoreNames.length ?
			    rq.result.transaction('answer').objectStore('answer').count() : null;
			if (!all)
				return done(0);
			all.onsuccess = () => done(all.result);
		};
	}) : 0, left.bases);
	equal(answers, 0, 'kept answers');
	await offline(p, true);
	equal(await p.goto(url + '/desk/tasks').then(() => 'shown', () => 'no line'), 'no line', 'the list after signing out');
});

test('sound and a short video are recorded without a line, kept with the case, and play', async () => {
	const people = crew();
	const c = await bring(people, 'verifying');
	const p = await street({ permissions: ['camera', 'microphone'] });
	await kept(p);
	await offline(p, true);
	await p.goto(url + '/desk/task?id=' + c.id);
	const box = await prepare(p, 'verify_result', { result: 'yes', photo });
	for (const kind of ['audio', 'video']) {
		await box.locator('[data-record=' + kind + ']').click();
		await box.locator('[data-recorder] [role=status]', { hasText: /秒/ }).waitFor();
		await p.waitForTimeout(1300);
		await box.locator('[data-record=' + kind + ']').click();
		await box.locator('[data-media] li ' + kind).waitFor();
	}
	await look(p);
	await shot(p, 'phone-task-recorded');
	await Promise.all([p.waitForURL(/\/desk\/tasks/), box.locator('form > button').click()]);
	await waiting(p).locator('audio').waitFor();
	equal(await waiting(p).locator('video, audio, img').count(), 3, 'what waits');
	await look(p);
	await offline(p, false);
	await empty(p);
	const acc = await people.acceptor();
	await openCase(acc, c.id);
	const line = acc.locator('.line-list > li', { has: acc.locator('h3', { hasText: '核实结果' }) });
	for (const kind of ['audio', 'video']) {
		equal(await line.locator(kind).count(), 1, kind);
		const plays = await line.locator(kind).evaluate(async (m) => {
			m.muted = true;
			await m.play();
			await new Promise((done) => setTimeout(done, 400));
			m.pause();
			return m.currentTime > 0 && m.error === null;
		});
		equal(plays, true, kind + ' plays');
	}
	await axe(acc);
});

test('tasks by due time and by distance, in both languages, installable', async () => {
	const people = crew();
	await bring(people, 'verifying');
	const at = await place(await people.acceptor());
	for (const lang of ['zh-CN', 'en']) {
		const p = await street({ lang, permissions: ['geolocation'],
			geolocation: { latitude: Number(at.lat) + 0.004, longitude: Number(at.lon), accuracy: 8 } });
		await p.goto(url + '/desk/tasks?lang=' + (lang === 'en' ? 'en' : 'zh'));
		await p.click('[data-sort=near]');
		await p.waitForSelector('[data-sort=near][aria-pressed=true]');
		const far = (await p.locator('[data-task-id][data-lat]').evaluateAll((l) => l.map((e) => Number(e.dataset.far))));
		equal(JSON.stringify(far), JSON.stringify([...far].sort((a, b) => a - b)), 'metres in order');
		equal(far.length > 0 && far.every(Number.isFinite), true, 'distances');
		await fits(p);
		await axe(p);
		await shot(p, 'phone-tasks-' + lang);
		await p.click('[data-sort=due]');
		equal(await p.locator('[data-task-id]').first().getAttribute('data-order'), '0', 'first by due time');
		const manifest = await (await p.request.get(url + await p.getAttribute('link[rel=manifest]', 'href'))).json();
		equal(manifest.start_url + manifest.scope, '/desk/tasks/desk/', 'manifest');
		for (const i of manifest.icons)
			equal((await p.request.get(url + i.src)).headers()['content-type'].split(';')[0], i.type, i.src);
		quiet(p);
	}
});

run();
