'use strict';
/* Every page that needs no account: no finding of axe, nothing wider than a phone. */
const { axe, fits, page, run, shot, test, url } = require('./office.js');

const pages = { home: '/', report: '/report', track: '/track', privacy: '/privacy', missing: '/no-such-page',
	login: '/desk/login', 'static-404': '/css/no-such.css' };

for (const [name, path] of Object.entries(pages))
	for (const lang of ['zh-CN', 'en'])
		for (const phone of [true, false])
			test(name + ' in ' + lang + (phone ? ' on a phone' : ' on a desk'), async () => {
				const p = await page({ lang, phone });
				await p.goto(url + path);
				await axe(p);
				await fits(p);
				await shot(p, name + '-' + lang + (phone ? '-phone' : '-desk'));
			});

test('the report page in the dark', async () => {
	const p = await page({ dark: true, phone: true });
	await p.goto(url + '/report');
	await axe(p);
	await shot(p, 'report-dark-phone');
});

run();
