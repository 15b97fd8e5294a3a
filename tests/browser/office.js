'use strict';
/*
 * What the tests of this folder share: Chromium, axe, and TAP.
 *
 *	const { test, run, page, axe, shot, accounts, url } = require('./office.js');
 *
 *	test('the home page', async () => {
 *		const p = await page({ phone: true });
 *		await p.goto(url + '/');
 *		await axe(p);
 *	});
 *	run();
 */
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const url = process.env.ANJUAN_URL;
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tests = [];
let browser;
let contexts = [];

/* role -> { account, password }: the first account of each role. */
function accounts() {
	const found = {};
	for (const line of fs.readFileSync(process.env.ANJUAN_ACCOUNTS, 'utf8').split('\n')) {
		const [role, account, password] = line.split('\t');
		if (account && !found[role])
			found[role] = { account, password };
	}
	return found;
}

/*
 * A new page in a context of its own (no cookies of others).  Options: phone
 * (360 x 740, touch), lang ('zh-CN' or 'en'), script (false: no JavaScript),
 * dark, and whatever browser.newContext() takes.
 */
async function page(options = {}) {
	const { phone, lang, script, dark, ...rest } = options;
	const context = await browser.newContext({
		viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 900 },
		deviceScaleFactor: phone ? 2 : 1,
		isMobile: !!phone,
		hasTouch: !!phone,
		locale: lang || 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		javaScriptEnabled: script !== false,
		colorScheme: dark ? 'dark' : 'light',
		reducedMotion: 'reduce',		/* nothing is caught half-way between two colours */
		...rest
	});
	const p = await context.newPage();
	p.problems = [];
	p.on('pageerror', (e) => p.problems.push('script: ' + e.message));
	p.on('console', (m) => {
		/* that a form was refused (422, 409) is no fault of the page */
		if (m.type() === 'error' && m.location().url !== p.url())
			p.problems.push('console: ' + m.text() + ' ' + m.location().url);
	});
	p.on('requestfailed', (r) => {
		const why = (r.failure() || {}).errorText;
		if (why !== 'net::ERR_ABORTED')		/* one went on before a picture came */
			p.problems.push('request: ' + r.url() + ' ' + why);
	});
	if (process.env.ANJUAN_HTML)
		p.on('response', keepHtml);
	p.setDefaultTimeout(15000);
	contexts.push(context);
	return p;
}

/* Each page as it came, for the validator that run asks at the end. */
function keepHtml(r) {
	if (r.request().resourceType() !== 'document' || !/^text\/html/.test(r.headers()['content-type'] || ''))
		return;
	r.text().then((html) => {
		const name = new URL(r.url()).pathname.replace(/[^a-z]+/g, '-') + r.status() + '-' +
			crypto.createHash('sha256').update(html).digest('hex').slice(0, 8);
		fs.writeFileSync(path.join(process.env.ANJUAN_HTML, name + '.html'), html);
	}).catch(() => {});	/* one that has been left already */
}

/* Throws with what axe finds; "only" names the rules where not all are meant. */
async function axe(p, only) {
	await p.evaluate(axeSource);
	const result = await p.evaluate((rules) => window.axe.run(document, {
		runOnly: rules || ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		resultTypes: ['violations']
	}), only);
	if (result.violations.length)
		throw new Error(p.url() + '\n' + result.violations.map((v) =>
			v.id + ': ' + v.help + '\n' + v.nodes.map((n) => '  ' + n.html.slice(0, 200) + '\n  ' +
			n.failureSummary.replace(/\n/g, ' ')).join('\n')).join('\n'));
	quiet(p);
}

/* Throws when the page's scripts, its console or its requests had something to complain about. */
function quiet(p) {
	if (p.problems.length)
		throw new Error(p.url() + '\n' + p.problems.join('\n'));
}

/* A screenshot of the whole page as NAME.png in $ANJUAN_SHOTS. */
async function shot(p, name) {
	await p.screenshot({ path: path.join(process.env.ANJUAN_SHOTS, name + '.png'), fullPage: true });
}

/* Nothing sticks out to the right: no scrolling sideways on this screen. */
async function fits(p) {
	const over = await p.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	if (over > 0)
		throw new Error(p.url() + ' is ' + over + ' pixels wider than the screen');
}

function equal(got, wanted, what) {
	if (got !== wanted)
		throw new Error((what || 'value') + ': got ' + JSON.stringify(got) + ', wanted ' + JSON.stringify(wanted));
}

function test(name, body) {
	tests.push({ name, body });
}

async function run() {
	let failed = 0;
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync',
			/* a camera and a microphone that are drawn, and asked for nobody */
			'--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
	});
	for (const [i, { name, body }] of tests.entries()) {
		try {
			await body();
			console.log('ok ' + (i + 1) + ' - ' + name);
		} catch (e) {
			failed++;
			console.log('not ok ' + (i + 1) + ' - ' + name);
			console.log(String(e.stack || e).split('\n').map((l) => '# ' + l).join('\n'));
			await Promise.all(contexts.flatMap((c) => c.pages()).map((p, n) =>
				shot(p, 'failed-' + path.basename(process.argv[1], '.js') + '-' + (i + 1) + '-' + n).catch(() => {})));
		}
		await Promise.all(contexts.map((c) => c.close().catch(() => {})));
		contexts = [];
	}
	console.log('1..' + tests.length);
	await browser.close();
	process.exit(failed ? 1 : 0);
}

module.exports = { accounts, axe, equal, fits, page, quiet, run, shot, test, url };
