'use strict';
/* Papers from the desk: asked for, followed by the page itself, fetched; in both languages and widths. */
const { execFileSync } = require('child_process');
const path = require('path');
const { axe, equal, fits, quiet, run, shot, test, url } = require('./office.js');
const { signIn } = require('./staff.js');

const CHIEF = 'zhiban01';

/* What the timer does each minute, now. */
function draw() {
	execFileSync(path.join(process.env.ANJUAN_BUILD, 'batch/anjuan'),
	    ['-c', path.join(process.env.ANJUAN_DIR, 'conf/anjuan-work.conf'), 'papers', '--run']);
}

/* The month before this one, as the office has it. */
function last() {
	const d = new Date(Date.now() + 8 * 3600000);
	return new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

for (const lang of ['zh-CN', 'en'])
	test('a bulletin asked for, followed and fetched: ' + lang, async () => {
		const p = await signIn(CHIEF, { lang });
		await p.goto(url + '/desk/papers?lang=' + (lang === 'en' ? 'en' : 'zh'));
		await axe(p);
		await p.locator('.papers-kinds a[href="/desk/papers?kind=bulletin"]').click();
		await p.fill('#month', last());
		await axe(p);
		await fits(p);
		await shot(p, 'papers-form-' + lang);
		await p.locator('#new form button.primary').click();
		await p.waitForURL((u) => u.pathname === '/desk/papers' && u.search === '');
		const row = p.locator('#papers tbody tr').first();
		equal(await row.getAttribute('data-runs'), '', 'it waits');
		await axe(p);
		draw();
		await p.locator('#papers tbody tr:first-child a.btn').waitFor({ timeout: 10000 });
		equal((await p.textContent('#papers-said')).length > 4, true, 'what became ready is said');
		await axe(p);
		await shot(p, 'papers-list-' + lang);
		const [file] = await Promise.all([p.waitForEvent('download'), p.locator('#papers tbody tr:first-child a.btn').click()]);
		equal(file.suggestedFilename(), 'bulletin-' + last() + '.pdf', 'its name');
		quiet(p);
	});

test('on a phone, and without a script', async () => {
	const p = await signIn(CHIEF, { phone: true });
	await p.goto(url + '/desk/papers?kind=dossier');
	await fits(p);
	await axe(p);
	await p.fill('#case', '2026-1');
	await p.locator('#new form button.primary').click();
	await p.locator('#case-error').waitFor();
	await axe(p);
	await shot(p, 'papers-phone');
	const bare = await signIn(CHIEF, { script: false });
	await bare.goto(url + '/desk/papers?kind=bulletin');
	await bare.fill('#month', last());
	await bare.locator('#new form button.primary').click();
	await bare.waitForURL((u) => u.pathname === '/desk/papers' && u.search === '');
	equal(await bare.locator('#papers tbody tr').first().getAttribute('data-runs'), '', 'asked for');
});

run();
