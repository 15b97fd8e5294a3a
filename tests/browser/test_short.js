'use strict';
/* The short path of the large look: a question at a time, by finger, by keys, by voice, without scripts. */
const { axe, equal, fits, page, quiet, run, shot, test, url } = require('./office.js');
const { follow, photo, receipt, signIn } = require('./staff.js');

const small = { phone: true, viewport: { width: 390, height: 844 },
	geolocation: { latitude: 31.7127, longitude: 118.5419, accuracy: 9 }, permissions: ['geolocation', 'microphone'] };

async function begin(options) {
	const p = await page(options);
	await p.goto(url + '/report?look=large');
	return p;
}

const step = (p) => p.locator('.step-count').innerText();

async function next(p) {
	const was = await step(p);
	await p.click('[data-next]');
	await p.waitForFunction((w) => document.querySelector('.step-count').innerText !== w, was);
}

/* Through whatever the office asks before it files. */
async function sent(p) {
	for (let i = 0; i < 3 && !/\/receipt/.test(p.url()); i++) {
		await p.locator('.big-no, button[name=different], form:not(#report) button.primary').first().waitFor();
		const none = p.locator('button[name=different]'), on = p.locator('form:not(#report) button.primary');
		if (/\/receipt/.test(p.url()))
			break;
		await Promise.all([p.waitForNavigation(), (await none.count() ? none : on).first().click()]);
	}
	return receipt(p);
}

for (const lang of ['zh-CN', 'en'])
	test('five questions in large type in ' + lang + ': each fits, each is read, the telephone is there', async () => {
		const p = await begin({ ...small, lang });
		for (let i = 0; i < 5; i++) {
			await p.waitForLoadState('networkidle');
			equal(await p.locator('[data-step]:visible').count(), 1, 'questions at a time');
			for (const width of [320, 640, 390]) {	/* 400 %, 200 %, a phone */
				await p.setViewportSize({ width, height: width === 320 ? 256 : 844 });
				await fits(p);
			}
			await axe(p);
			const bar = await p.locator('.call-bar a').boundingBox();
			equal(bar.y >= 0 && bar.y + bar.height <= 844, true, 'the telephone in view');
			await shot(p, 'short-' + lang + '-' + (i + 1));
			if (i === 1)
				await p.locator('label.kind').nth(2).tap();
			if (i === 2) {
				await p.tap('[data-locate]');
				await p.locator('[data-locate-state]').filter({ hasText: '9' }).waitFor();
			}
			if (i < 4)
				await next(p);
		}
		await p.tap('.send button.primary');
		await sent(p);
		quiet(p);
	});

test('Back goes to the question before, nothing typed is lost; what is missing opens where it is missing', async () => {
	const p = await begin(small);
	await next(p);
	await p.locator('label.kind').nth(1).tap();
	await next(p);
	await p.goBack();
	equal(await p.locator('label.kind input').nth(1).isChecked(), true, 'the kind');
	equal(await p.locator('[data-step]:visible').getAttribute('id'), 'class', 'the question');
	await next(p);
	await p.tap('[data-back]');
	equal(await p.locator('[data-step]:visible').getAttribute('id'), 'class', 'the question by the button');
	for (let i = 0; i < 3; i++)
		await next(p);
	await p.fill('#contact_phone', '19900004444');
	await p.tap('.send button.primary');		/* no place was said */
	await p.locator('#address-error').waitFor();
	equal(await p.locator('[data-step]:visible').getAttribute('id'), 'where', 'the question that is open');
	equal(await p.locator('label.kind input').nth(1).isChecked(), true, 'the kind after the mistake');
	await p.fill('#address', '霍里街道𠮷祥巷 77 号');
	await next(p);
	await next(p);
	equal(await p.inputValue('#contact_phone'), '19900004444', 'the telephone');
	await p.tap('.send button.primary');
	await sent(p);
	await p.getByText('𠮷祥巷 77 号').waitFor();
});

test('by keys alone: Enter goes on, the question is where the focus is', async () => {
	const p = await begin({ viewport: { width: 1280, height: 900 } });
	const tabTo = async (want) => {
		for (let i = 0; i < 60; i++) {
			await p.keyboard.press('Tab');
			if (await p.evaluate((w) => document.activeElement.matches(w), want))
				return;
		}
		throw new Error('never came to ' + want);
	};
	await tabTo('[data-next]');
	await p.keyboard.press('Enter');
	equal(await p.evaluate(() => document.activeElement.tagName), 'LEGEND', 'the focus');
	await tabTo('input[name=class]');
	await p.keyboard.press('Space');
	await tabTo('[data-next]');
	await p.keyboard.press('Enter');
	await tabTo('#address');
	await p.keyboard.type('湖西路 321 号');
	await tabTo('[data-next]');
	await p.keyboard.press('Enter');
	await tabTo('#description');
	await p.keyboard.type('坏了');
	await tabTo('[data-next]');
	await p.keyboard.press('Enter');
	await tabTo('.send button.primary');
	await p.keyboard.press('Enter');
	const r = await sent(p);
	await follow(p, r);
	await p.getByText('坏了', { exact: true }).waitFor();
	quiet(p);
});

test('said instead of written: heard before it is sent, heard by the clerk, by nobody else', async () => {
	const p = await begin(small);
	await p.tap('[data-voice] button');
	await p.waitForTimeout(1500);
	await p.tap('[data-voice] button');
	await p.getByText('语音.webm · 已上传').waitFor();
	equal(await p.locator('[data-kept] audio').count(), 1, 'what was said');
	await p.setInputFiles('#photo', photo);
	await p.getByText('street.jpg · 已上传').waitFor();
	await p.setViewportSize({ width: 390, height: 2400 });	/* nothing lies below the bar */
	await axe(p);
	await p.setViewportSize({ width: 390, height: 844 });
	for (let i = 0; i < 2; i++)
		await next(p);
	await p.fill('#address', '湖西路 322 号');
	for (let i = 0; i < 2; i++)
		await next(p);
	await p.tap('.send button.primary');		/* neither a kind nor words */
	const r = await sent(p);
	await follow(p, r);
	await p.getByText('没有写文字，见照片或录音').waitFor();
	equal(await p.locator('audio').count(), 0, 'recordings on the public page');
	quiet(p);
	const acc = await signIn('shouli01');
	await acc.goto(url + '/desk/complaint?id=' + Number(r.number.split('-')[1]));
	const audio = acc.locator('audio');
	equal(await audio.count(), 1, 'recordings on the desk');
	const sound = await acc.request.get(url + await audio.getAttribute('src'));
	equal(sound.status() + ' ' + sound.headers()['content-type'].split(';')[0], '200 audio/webm', 'the recording');
});

test('without scripts all questions stand on one page, and a picture of a kind is enough', async () => {
	const p = await begin({ ...small, script: false });
	equal(await p.locator('[data-step]:visible').count(), 5, 'questions');
	equal(await p.locator('[data-next]:visible, [data-voice]:visible').count(), 0, 'buttons of scripts');
	await fits(p);
	await p.locator('label.kind').nth(2).click();
	await p.fill('#address', '湖西路 323 号');
	await p.click('.send button.primary');
	const r = await sent(p);
	await follow(p, r);
	await p.getByText('（没有写文字）').waitFor();
});

run();
