/** A deployment, made by the lines of the Dockerfile in empty folders: nothing of this folder is used, and nothing runs as root. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from '../../../src/bin/lib/project.mjs';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { follow } from '../support/start';
import { Image } from './image';

const image = new Image(root);
beforeAll(() => image.build(), 600_000);
afterAll(() => image.remove());

async function start(what: Parameters<Image['start']>[0]) {
	const { address, ...started } = follow(image.start(what, { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' }));
	return { ...started, url: await address() };
}

test('the image has neither sources of the app, nor packages for development', () => {
	expect(readdirSync(image.workdir).toSorted()).toEqual([
		...['build', 'node_modules', 'package-lock.json', 'package.json', 'src']
	]);
	expect(readdirSync(join(image.workdir, 'src'))).toEqual(['bin']);
	expect(readdirSync(join(image.workdir, 'node_modules'))).not.toContain('vite');
});

test('one command serves pages and sockets; SIGTERM ends it with code 0 and tells the sockets', async () => {
	const { child, exit, url } = await start('CMD');
	expect(await (await fetch(url)).text()).toContain('<!doctype html>');
	const socket = new WebSocket(`${url.replace('http', 'ws')}${SIGNAL_PATH}`, { origin: url });
	await once(socket, 'open');
	const closed = once(socket, 'close');
	child.kill('SIGTERM');
	expect((await closed)[0]).toBe(1012);
	expect((await exit)[0]).toBe(0);
});

test('the health check is well while the app serves, and not when it is gone', async () => {
	const { child, exit, url } = await start('CMD');
	const check = async () => (await once(image.start('HEALTHCHECK', { PORT: new URL(url).port }), 'exit'))[0] as number;
	expect(await check()).toBe(0);
	child.kill('SIGTERM');
	await exit;
	expect(await check()).toBe(1);
});

/** Where the unit's Node is not, systemd says that. */
const canVerify = existsSync('/usr/bin/node') && spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!canVerify)('systemd understands the unit, which starts what the image starts', () => {
	const unit = join(root, 'deploy/video-call.service');
	const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	expect(readFileSync(unit, 'utf8')).toContain(`\nExecStart=/usr/bin/${image.commandOf('CMD').join(' ')}\n`);
});

test('npm start serves there too, and installs nothing', async () => {
	const { url } = await start('src/bin/start.mjs');
	expect((await fetch(`${url}/healthz`)).status).toBe(200);
	expect(readdirSync(join(image.workdir, 'node_modules'))).not.toContain('vite');
});
