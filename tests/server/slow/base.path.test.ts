/** The app built for a path below its address, behind real proxies that have another app at all other paths. */
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import en from '../../../messages/en.json';
import zh from '../../../messages/zh.json';
import { root } from '../../../src/bin/lib/project.mjs';
import { App } from '../../browser/support/app';
import { launchChromium } from '../../browser/support/chromium';
import { goTo } from '../../browser/support/page';
import { Person } from '../../browser/support/person';
import { installProbe } from '../../browser/support/probe';
import { until } from '../../browser/support/until';
import { Behind } from './behind';
import { obstacle, PROXIES, type ProxyName } from './proxy';

const why = await obstacle();
if (why !== null) console.warn(`The tests below a path are skipped: ${why}.`);

const PATH = '/call-app';
/** A copy of this project, in which the build is another one. */
const folder = mkdtempSync(join(tmpdir(), 'video-call-base-'));

beforeAll(async () => {
	if (why !== null) return;
	const left = ['.git', '.svelte-kit', 'build', 'coverage', 'node_modules', 'reports'];
	cpSync(root, folder, { recursive: true, filter: (path) => !left.includes(relative(root, path)) });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const { PATH: path = '', HOME = '' } = process.env;
	const env = { PATH: path, HOME, BASE_PATH: PATH };
	await promisify(execFile)(process.execPath, ['src/bin/build.mjs'], { cwd: folder, env });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The app, and the paths for which the other one was asked. */
async function startBeside(name: ProxyName): Promise<{ behind: Behind; strays: string[] }> {
	const strays: string[] = [];
	const other = createServer(({ url = '' }, response) => {
		strays.push(url);
		response.end('another app');
	});
	await once(other.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => void other.close());
	const { port } = other.address() as AddressInfo;
	const behind = await Behind.start(name, {}, { path: PATH, folder, other: `127.0.0.1:${port}` });
	return { behind, strays };
}

test.skipIf(why !== null)(
	'the app says where it is, and its health check asks there',
	{ timeout: 30_000 },
	async () => {
		const app = await App.start({}, [], folder);
		onTestFinished(() => app.kill());
		const { port, pathname } = new URL(app.url);
		expect(pathname).toBe(PATH);
		expect((await fetch(app.url)).status).toBe(200);
		const check = async (BASE_PATH: string) => {
			const child = spawn(process.execPath, ['src/bin/health.mjs'], { cwd: folder, env: { PORT: port, BASE_PATH } });
			return (await once(child, 'exit'))[0] as number;
		};
		expect(await check(PATH)).toBe(0);
		expect(await check('')).toBe(1);
	}
);

describe.skipIf(why !== null).each(PROXIES)('behind %s', { timeout: 30_000 }, (name) => {
	test('everything is below the path, and nothing beside it', async () => {
		const { behind, strays } = await startBeside(name);
		const { origin } = new URL(behind.url);
		expect((await behind.asks(`${origin}/call/room-1`)).body.toString()).toBe('another app');
		expect(strays.splice(0)).toEqual(['/call/room-1']);

		const leadsTo = async (path: string) => {
			const { status = 0, headers } = await behind.asks(path);
			return [Math.floor(status / 100), new URL(headers.location ?? '', behind.url).pathname];
		};
		expect(await leadsTo('')).toEqual([3, `${PATH}/`]);
		expect(await leadsTo('/new')).toEqual([3, expect.stringMatching(/^\/call-app\/call\/[\w-]+$/)]);
		const invite = encodeURIComponent(`${behind.url}/call/room-1.`);
		expect(await leadsTo(`/join?code=${invite}`)).toEqual([3, `${PATH}/call/room-1`]);
		expect(await leadsTo('/join?code=:')).toEqual([3, `${PATH}/`]);
		expect(await leadsTo('/call/room-1.')).toEqual([3, `${PATH}/call/room-1`]);

		expect((await behind.asks('/call/x')).body.toString()).toContain(en.config_roomID);
		expect((await behind.asks('/nothing/here')).body.toString()).toContain(en.error_not_found);
		expect((await behind.asks('/metrics')).status).toBe(404);
		const ann = await behind.joins('Ann');
		await behind.joins('Ben');
		expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
		expect(strays).toEqual([]);
	});
});

describe.skipIf(why !== null)('in browsers', () => {
	let chromium: Browser;
	beforeAll(async () => {
		chromium = await launchChromium();
	}, 60_000);
	afterAll(() => chromium.close());

	test('two people meet by the copied link, reload, look inside and leave', { timeout: 90_000 }, async () => {
		const { behind, strays } = await startBeside('nginx');
		const asked: string[] = [];
		const comes = async (name: string) => {
			const permissions = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];
			const context = await chromium.newContext({ ignoreHTTPSErrors: true, permissions });
			onTestFinished(() => context.close());
			context.setDefaultTimeout(15_000);
			await context.addInitScript(installProbe, { lostMessages: null });
			context.on('request', (request) => void asked.push(request.url()));
			const page = await context.newPage();
			page.on('websocket', (socket) => void asked.push(socket.url()));
			const person = new Person(name, page);
			// Of the service worker: for that, nobody can accept a certificate.
			person.expectsErrors(/SSL certificate error/);
			return person;
		};

		const ann = await comes('Ann');
		await goTo(ann.page, `${behind.url}/`);
		await ann.page.getByRole('button', { name: en.other_language }).click();
		await ann.page.getByRole('button', { name: zh.other_language }).click();
		await until('the choice of a language is remembered', async () => (await ann.context.cookies())[0]?.value === 'en');
		expect(await ann.context.cookies()).toMatchObject([{ path: `${PATH}/` }]);
		await ann.page.getByLabel(en.name_label).fill('Ann');
		await ann.page.getByRole('link', { name: en.new_call }).click();
		await ann.startsCall();
		await ann.page.getByRole('button', { name: en.copy_link, exact: true }).first().click();
		await ann.reads(en.link_copied);
		const link = await ann.page.evaluate(() => navigator.clipboard.readText());
		expect(link).toBe(ann.page.url());
		expect(link.startsWith(`${behind.url}/call/`)).toBe(true);

		const ben = await comes('Ben');
		await goTo(ben.page, `${link}?name=Ben&debug`);
		await ben.startsCall();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
		await ben.page.locator('[data-actor="call"][data-active="true"]').first().waitFor();

		await ann.page.reload();
		await ann.isIn('inCall');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);

		const inspector = await ann.context.newPage();
		await goTo(inspector, `${behind.url}/inspect`);
		await inspector.getByRole('button', { name: en.inspect_live_since.replace(/\{time\}/, '') }).click();
		await inspector.locator('[data-actor="call"][data-active="true"]').first().waitFor();

		await ann.switchesRoom(`${behind.url}/call/another-room`);
		await until('the address follows', () => ann.page.url() === `${behind.url}/call/another-room`);
		await ann.endsCall();
		await ann.page.getByRole('link', { name: en.back_home }).click();
		await ann.page.getByRole('heading', { name: en.home_title }).waitFor();
		await ann.page.getByLabel(en.join_label).fill(link);
		await ann.presses(en.join);
		await until('the link leads back', () => ann.page.url().startsWith(link));

		const below = `${new URL(behind.url).host}${PATH}/`;
		expect(
			asked.filter((url) => !/^(data|blob):/.test(url) && !url.replace(/^\w+:\/\//, '').startsWith(below))
		).toEqual([]);
		expect(asked.some((url) => url.startsWith('wss:'))).toBe(true);
		expect(strays).toEqual([]);
		expect([...ann.problems, ...ben.problems]).toEqual([]);
	});
});
