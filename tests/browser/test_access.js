'use strict';
/*
 * The citizen's pages as they are for who does not see them, or sees them
 * otherwise: what a screen reader is given (the tree of accessibility, not the
 * markup), wide spacing of text (WCAG 1.4.12), colours forced by the system,
 * and targets large enough for a finger (2.5.8).
 */
const { axe, equal, fits, page, run, shot, test, url } = require('./office.js');
const { follow, report } = require('./staff.js');

const PATHS = ['/', '/report', '/track', '/privacy', '/figures', '/figures/map', '/figures/data', '/no-such-page'];
const CONTROLS = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'slider', 'spinbutton'];

/* What a screen reader reads, in its order: { role, name, level } of each node that speaks. */
async function tree(p) {
	const cdp = await p.context().newCDPSession(p);
	const { nodes } = await cdp.send('Accessibility.getFullAXTree');
	const of = (n, name) => ((n.properties || []).find((q) => q.name === name) || { value: {} }).value.value;

	await cdp.detach();
	return nodes.filter((n) => !n.ignored && n.role).map((n) => ({ role: n.role.value,
		name: n.name && n.name.value ? n.name.value.trim() : '', level: of(n, 'level'), focusable: of(n, 'focusable') }));
}

/* One main, one banner and one foot; a way of headings without a gap; no control without a name. */
function speaks(nodes, what) {
	for (const mark of ['main', 'banner', 'contentinfo'])
		equal(nodes.filter((n) => n.role === mark).length, 1, mark + ' of ' + what);
	if (!nodes.some((n) => n.role === 'navigation' && n.name))
		throw new Error('no navigation with a name on ' + what);
	const levels = nodes.filter((n) => n.role === 'heading').map((n) => n.level);
	equal(levels.filter((l) => l === 1).length, 1, 'first headings of ' + what);
	levels.forEach((l, i) => {
		if (i > 0 && l > levels[i - 1] + 1)
			throw new Error('heading ' + l + ' behind ' + levels[i - 1] + ' on ' + what);
	});
	for (const n of nodes)
		if (CONTROLS.includes(n.role) && !n.name)
			throw new Error('a ' + n.role + ' without a name on ' + what);
}

for (const lang of ['zh-CN', 'en'])
	test('what a screen reader is given in ' + lang, async () => {
		const p = await page({ lang, phone: true });
		for (const path of PATHS) {
			await p.goto(url + path);
			await p.waitForLoadState('networkidle');
			speaks(await tree(p), lang + ' ' + path);
		}
		const r = await report({ page: p });
		speaks(await tree(p), 'receipt');
		await follow(p, r);
		const nodes = await tree(p);
		speaks(nodes, 'followed');
		const state = (await p.locator('.state-now h2').first().textContent()).trim();
		if (!nodes.some((n) => n.role === 'heading' && n.name === state))
			throw new Error('the state is no heading: ' + state);
	});

test('wide spacing of text cuts nothing off', async () => {
	for (const lang of ['zh-CN', 'en']) {
		const p = await page({ lang, phone: true });
		for (const path of PATHS) {
			await p.goto(url + path);
			/* by the inspector, as a reader's own style sheet would come: the page's policy takes none */
			await p.evaluate(() => {
				const own = new CSSStyleSheet();
				own.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;' +
					' word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
				document.adoptedStyleSheets = [own];
			});
			await fits(p);
			const cut = await p.evaluate(() => [...document.querySelectorAll('a, button, label, h1, h2, h3, p, summary')]
				.filter((e) => e.offsetParent && !e.closest('.sr') && getComputedStyle(e).overflow === 'hidden' &&
					(e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
				.map((e) => e.outerHTML.slice(0, 100)));
			equal(cut.join('\n'), '', 'cut off on ' + path);
		}
	}
});

test('in colours the system forces, all is there', async () => {
	const p = await page({ forcedColors: 'active' });
	for (const path of PATHS) {
		await p.goto(url + path);
		await axe(p, ['color-contrast', 'button-name', 'link-name']);
	}
	await p.goto(url + '/report');
	await shot(p, 'form-forced');
});

test('what a finger must hit is large enough, or stands alone', async () => {
	const p = await page({ phone: true });
	for (const path of PATHS) {
		await p.goto(url + path);
		await p.waitForLoadState('networkidle');
		await axe(p, ['target-size']);
	}
});
run();
