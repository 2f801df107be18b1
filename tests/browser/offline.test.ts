/** Without a server pages say so, and come back with it. Browsers offer to install the app. */
import { expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { goTo } from './support/page';
import { test } from './support/test';

/** The worker has been installed by an earlier page. */
const isKept = () => navigator.serviceWorker.ready.then(({ active }) => active?.scriptURL);

test('a page that cannot be loaded says so in each language, and opens when it can; nothing else is kept', async ({
	people
}) => {
	const app = await people.ownApp();
	const ann = await people.arrives('Ann', { app });
	await ann.startsCall();
	expect(await ann.page.evaluate(isKept)).toBe(`${app.url}/service-worker.js`);
	await ann.endsCall();
	await app.stop();
	ann.expectsErrors(/net::ERR_/);
	const { url } = app;
	await ann.page.goto(`${url}/call/tea-at-five?name=Ann`);
	await ann.reads(en.offline_title);
	await ann.reads(zh.offline_title);
	// With its styles.
	const link = ann.page.getByRole('link', { name: en.try_again });
	expect(await link.evaluate((element) => getComputedStyle(element).display)).not.toBe('inline');
	await app.restart();
	await link.click();
	await ann.page.getByRole('heading', { name: en.status_ready }).waitFor();
	expect(ann.page.url()).toBe(`${url}/call/tea-at-five?name=Ann`);
	const kept = await ann.page.evaluate(async () => {
		const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
		return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
	});
	expect(kept.filter((path) => !path.endsWith('.css'))).toEqual(['/offline']);
});

test('the browser finds nothing in the way of installing it but its private window', async ({ people, app }) => {
	const page = await people.opens('/');
	const session = await page.context().newCDPSession(page);
	const { errors, data } = await session.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(JSON.parse(data ?? '')).toMatchObject({ name: en.app_name, start_url: '/', display: 'standalone' });
	const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
	expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
	await goTo(page, `${app.url}/call/tea-at-five`);
	const chinese = await fetch(`${app.url}/manifest.webmanifest`, { headers: { 'accept-language': 'zh' } });
	expect(await chinese.json()).toMatchObject({ name: zh.app_name });
});
