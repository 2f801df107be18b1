/** BASE_PATH: what it may be, who notices that the build is for another one, and that no path is written without it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createActor, toPromise, type PromiseActorLogic } from 'xstate';
import { basePathOf } from '../../src/bin/lib/base.path.mjs';
import { isBuilt } from '../../src/bin/lib/build.mjs';
import { root } from '../../src/bin/lib/project.mjs';
import { SIGNAL_PATH } from '../../src/lib/api/signalling';
import type { LinkInput } from '../../src/lib/engine/local/link/types';
import { linkOver } from '../../src/lib/engine/local/socket';
import { readConfig } from '../../src/lib/server/config';
import { Admission } from '../../src/lib/server/rooms/admission';

test.each(['', '/call', '/a/b-c/d_e.f'])('BASE_PATH may be %j', (path) => {
	expect(basePathOf({ BASE_PATH: path })).toBe(path);
});

test.each(['/', 'call', '/call/', '//call', '/a//b', '/../b', '/a b', '/a?b', 'https://example.org/call'])(
	'BASE_PATH may not be %j',
	(path) =>
		expect(() => basePathOf({ BASE_PATH: path })).toThrow(/^BASE_PATH must be a path such as \/call-app, [^\n]+\.$/)
);

test('a server whose BASE_PATH is not that of its build does not start', () => {
	expect(readConfig({}, '/call-app').basePath).toBe('/call-app');
	expect(readConfig({ BASE_PATH: '/call-app' }, '/call-app').basePath).toBe('/call-app');
	expect(() => readConfig({ BASE_PATH: '/other' }, '/call-app')).toThrow(
		'BASE_PATH is /other, and the app was built for /call-app: build it again with this BASE_PATH, or leave it out.'
	);
	expect(() => readConfig({ BASE_PATH: '/other' })).toThrow('the app was built for the root');
});

test('sockets open only below the path', () => {
	const admission = new Admission(readConfig({}, '/call-app'));
	const check = (url: string) =>
		admission.check({ url, headers: {}, socket: { remoteAddress: '127.0.0.1' } } as IncomingMessage)?.status;
	expect(check(`/call-app${SIGNAL_PATH}`)).toBeUndefined();
	expect(check(SIGNAL_PATH)).toBe(404);
});

test('a page that has lost its socket asks for the health below the path', async () => {
	const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
	onTestFinished(() => asked.mockRestore());
	const link = linkOver({ signalURL: `wss://example.org/call-app${SIGNAL_PATH}`, tokens: new Map() });
	const reach = link.implementations.actors.reach as PromiseActorLogic<void, LinkInput>;
	await toPromise(createActor(reach, { input: { roomID: 'room-1' } }).start());
	expect(asked.mock.calls[0]?.[0]).toEqual(new URL('https://example.org/call-app/healthz?room=room-1'));
});

// `npm test` builds first. Someone who runs only this file may not have built.
describe.skipIf(!isBuilt())('a build', () => {
	test('for another BASE_PATH has to be made anew', () => {
		onTestFinished(() => void vi.unstubAllEnvs());
		vi.stubEnv('BASE_PATH', '/other');
		expect(isBuilt()).toBe(false);
		vi.stubEnv('BASE_PATH', '');
		expect(isBuilt()).toBe(true);
	});

	test('that is served with another BASE_PATH ends with code 1 and one sentence', { timeout: 30_000 }, async () => {
		const child = spawn(process.execPath, ['src/bin/serve.mjs'], {
			cwd: root,
			env: { ...process.env, PORT: '0', BASE_PATH: '/other' }
		});
		let said = '';
		for (const output of [child.stdout, child.stderr]) output.on('data', (data: Buffer) => (said += data.toString()));
		const [code] = await once(child, 'close');
		expect(code).toBe(1);
		expect(said).toMatch(/^BASE_PATH is \/other, .*\.\n$/);
	});
});

/** What the first part of a path can be: routes and files. */
const FIRST = ['src/routes', 'static']
	.flatMap((folder) => readdirSync(join(root, folder)))
	.filter((name) => !/^[+A-Z]/.test(name));
/** Paths below the base path, which their users put before. */
const HOMES = ['src/lib/api/signalling.ts', 'src/lib/api/token.ts'];
const WRITTEN = new RegExp(String.raw`(?<!\b(?:resolve|pathOf|asset)\()['"\x60}]/(?:${FIRST.join('|')})\b`);

function filesIn(path: string): string[] {
	return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|svelte|html|css)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length))
		.filter((file) => !file.startsWith('src/lib/paraglide/') && !HOMES.includes(file));
}

test('no page, route or library writes a path of the app without asking for the base path', () => {
	expect(WRITTEN.test('<form action="/join">')).toBe(true);
	expect(WRITTEN.test('`${location.origin}/call/${roomID}`')).toBe(true);
	expect(WRITTEN.test("resolve('/call/[roomID=roomID]')")).toBe(false);
	const found = ['src/lib', 'src/routes', 'machines']
		.flatMap(filesIn)
		.concat('src/app.html', 'src/hooks.server.ts')
		.flatMap((file) =>
			readFileSync(join(root, file), 'utf8')
				.split('\n')
				.filter((line) => WRITTEN.test(line) && !/^\s*(\*|\/\/|\/\*|<!--)/.test(line))
				.map((line) => `${file}: ${line.trim()}`)
		);
	expect(found).toEqual([]);
});
