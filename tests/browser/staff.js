'use strict';
/*
 * The people of the office at work: a citizen's report, signing in, one step of
 * a case.  People are named by account; the demo district has all of them.
 */
const fs = require('fs');
const path = require('path');
const { page, url } = require('./office.js');

const photos = path.join(__dirname, '../data/photo');
const photo = path.join(photos, 'street.jpg');
const words = '人行道上的窨井盖不见了，𠮷祥路口很危险，请尽快处理。';
const cookies = {};		/* of those who have signed in already */
let grid;			/* a point in the first supervisor's grid */

function password(login) {
	for (const line of fs.readFileSync(process.env.ANJUAN_ACCOUNTS, 'utf8').split('\n')) {
		const [, name, secret] = line.split('\t');
		if (name === login)
			return secret;
	}
	throw new Error('there is no account ' + login);
}

/* Signs in on the page that asks for it. */
async function login(p, who) {
	await p.fill('#account', who);
	await p.fill('#password', password(who));
	await p.click('form[action="/desk/login"] button.primary');
	await p.waitForURL((u) => u.pathname !== '/desk/login');
}

/* A page of somebody who has signed in. */
async function signIn(who, options = {}) {
	const p = await page(options);

	if (cookies[who]) {
		await p.context().addCookies(cookies[who]);
		await p.goto(url + '/desk');
		if (new URL(p.url()).pathname === '/desk')
			return p;
	}
	await p.goto(url + '/desk/login');
	await login(p, who);
	cookies[who] = (await p.context().cookies()).filter((c) => c.name !== 'lang');
	return p;
}

/* What the office calls him. */
async function nameOf(p) {
	return (await p.locator('details.me summary').textContent()).trim();
}

/* The middle of the base grid that jiandu01 walks, as { lat, lon } texts. */
async function place(p) {
	if (!grid) {
		const all = await (await p.request.get(url + '/api/grid.geojson?layer=base')).json();
		const own = all.features.find((f) => f.properties.code.endsWith('J01')).geometry.coordinates[0];
		const mean = (i) => (Math.min(...own.map((c) => c[i])) + Math.max(...own.map((c) => c[i]))) / 2;
		grid = { lat: mean(1).toFixed(6), lon: mean(0).toFixed(6) };
	}
	return grid;
}

/* Fills and sends the web form; gives { number, code, page }. */
async function report(options = {}) {
	const p = options.page || await page({ phone: true });
	const at = await place(p);

	await p.goto(url + '/report');
	await p.locator('label.kind').first().click();
	await p.fill('#description', options.words || words);
	await p.fill('#address', '霍里街道吉祥路１２号（菜场门口）');
	await p.click('details[data-coords] summary');
	await p.fill('#lat', at.lat);
	await p.fill('#lon', at.lon);
	if (options.photo)
		await p.setInputFiles('#photo', options.photo);
	if (options.email) {
		await p.check('#named');
		await p.fill('#contact_email', options.email);
	}
	await p.click('form#report button.primary');
	/* What is asked of a cover, and that the same was reported here before. */
	for (let i = 0; i < 2; i++) {
		await p.locator('.big-no, form:not(#report) button.primary').first().waitFor();
		if (!/\/receipt/.test(p.url()))
			await Promise.all([p.waitForNavigation(), p.click('form:not(#report) button.primary')]);
	}
	await p.waitForURL(/\/receipt/);
	return { ...await receipt(p), page: p };
}

/* Number and code of the receipt on the screen. */
async function receipt(p) {
	const [number, code] = await p.locator('.big-no').allTextContents();
	return { number, code };
}

/* The follow page of a report. */
async function follow(p, r) {
	await p.goto(url + '/track');
	await p.fill('#number', r.number);
	await p.fill('#code', r.code);
	await p.click('form#track button');
	await p.waitForSelector('.state-now');
}

async function put(form, name, value) {
	const control = form.locator('[name="' + name + '"]');
	const kind = await control.first().evaluate((e) => e.tagName === 'SELECT' ? 'select' : e.type);

	if (kind === 'select' && value instanceof RegExp) {
		const label = (await control.locator('option').allTextContents()).find((t) => value.test(t));
		await control.selectOption({ label });
	} else if (kind === 'select')
		await control.selectOption(value);
	else if (kind === 'radio' && value === 'first')
		await control.first().check();
	else if (kind === 'radio')
		await form.locator('[name="' + name + '"][value="' + value + '"]').check();
	else if (kind === 'file')
		await control.setInputFiles(value);
	else
		await control.fill(value);
}

/* Fills the form of an action; one that is folded is opened first.  In a list a pattern chooses. */
async function prepare(p, action, fields = {}) {
	const box = p.locator('#act-' + action);

	await box.waitFor({ state: 'attached' });
	if (await box.evaluate((e) => e.tagName === 'DETAILS' && !e.open))
		await box.locator('summary').first().click();
	for (const [name, value] of Object.entries(fields))
		await put(box, name, value);
	return box;
}

/* Sends a prepared form; gives the answer's status. */
async function send(p, box) {
	const [answer] = await Promise.all([p.waitForNavigation(), box.locator('form > button').click()]);
	return answer.status();
}

/* Takes a step; throws with the office's words when it refuses. */
async function act(p, action, fields) {
	const status = await send(p, await prepare(p, action, fields));

	if (status >= 400)
		throw new Error(action + ': ' + status + ' ' +
			(await p.locator('.note').allTextContents()).join(' ').replace(/\s+/g, ' '));
}

/* The actions that the page offers, as "file refuse void". */
async function offered(p) {
	return (await p.locator('[id^="act-"]').evaluateAll((l) => l.map((e) => e.id.slice(4)))).sort().join(' ');
}

async function openCase(p, id) {
	await p.goto(url + '/desk/case?id=' + id);
}

async function openTask(p, id) {
	await p.goto(url + '/desk/task?id=' + id);
}

/* A report becomes a case in the acceptor's hands; gives its id. */
async function register(p, r) {
	await p.goto(url + '/desk/complaints');
	await Promise.all([p.waitForNavigation(), p.locator('a.main', { hasText: r.number }).click()]);
	await act(p, 'register');
	return new URL(p.url()).searchParams.get('id');
}

/*
 * People at a case, each with a page of his own, made when first asked for:
 * await people.acceptor() …
 */
function crew() {
	const at = {};
	const who = (login, options) => async () => at[login] || (at[login] = await signIn(login, options));

	return { acceptor: who('shouli01'), chief: who('zhiban01'), dispatcher: who('paiqian01'),
		supervisor: who('jiandu01', { phone: true }), clerk: who('danwei-shizheng'),
		hand: who('chuzhi-shizheng1', { phone: true }), commander: who('zhihui01'),
		leader: who('lingdao01'), archivist: who('dangan01') };
}

/* Takes a fresh report to a state on the straight way; gives the case's id and the report. */
async function bring(people, until) {
	const r = await report({});
	const id = await register(await people.acceptor(), r);
	const steps = [
		['verifying', 'acceptor', 'order_verify', {}],
		['filing', 'supervisor', 'verify_result', { result: 'yes', photo }, openTask],
		['filed', 'acceptor', 'file', { condition: 'first' }],
		['dispatched', 'dispatcher', 'dispatch', { unit: /市政管理所/ }],
		['handling', 'clerk', 'sign', {}],
		['feedback', 'clerk', 'feedback', { note: '已更换井盖，路面平整。', photo }],
		['check_pending', 'dispatcher', 'feedback_confirm', {}],
		['checking', 'acceptor', 'order_check', {}]
	];

	if (until !== 'registered')
		for (const [state, person, action, fields, open] of steps) {
			const p = await people[person]();
			await (open || openCase)(p, id);
			await act(p, action, fields);
			if (state === until)
				break;
		}
	await r.page.context().close();
	return { id, number: r.number, code: r.code };
}

module.exports = { act, bring, crew, follow, login, nameOf, offered, openCase, openTask, photo, photos, place, prepare,
	receipt, register, report, send, signIn, words };
