/** coturn with the settings of `deploy/` and of `docs/deploy.md`, and a person with the password that comes with a token. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { root } from '../../../src/bin/lib/project.mjs';
import { freePort } from '../../browser/support/free.port';
import { startServer } from '../support/server';

const why = ['turnserver', 'turnutils_uclient'].find((program) => spawnSync('which', [program]).status !== 0);

/** The lines that step 6 adds to the file. */
const added = () => {
	const [, lines = ''] = /cat >> \/etc\/turnserver\.conf <<'END'\n([\s\S]+?)\s+END\n/.exec(
		readFileSync(join(root, 'docs/deploy.md'), 'utf8')
	) ?? [''];
	return lines.replaceAll(/^ +/gm, '');
};

/** A relay of this test's own, on loopback. */
async function relay() {
	const folder = mkdtempSync(join(tmpdir(), 'video-call-relay-'));
	const file = join(folder, 'turnserver.conf');
	writeFileSync(file, `${readFileSync(join(root, 'deploy/turnserver.conf'), 'utf8')}${added()}\n`);
	const port = await freePort();
	const files = ['--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db'), '-l', 'stdout'];
	const args = ['-c', file, '-L', '127.0.0.1', '-E', '127.0.0.1', '--listening-port', String(port), ...files];
	const child = spawn('turnserver', args);
	let log = '';
	child.stdout.on('data', (data: Buffer) => (log += data.toString()));
	child.stderr.on('data', (data: Buffer) => (log += data.toString()));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		if (child.signalCode === null) await once(child, 'exit');
		rmSync(folder, { recursive: true, force: true });
	});
	await vi.waitFor(() => expect(log).toContain('Relay ports initialization done'), 10_000);
	return { port, log: () => log };
}

/** What a person is told who wants to send something to this address through the relay. */
const sending = (port: number, { username, credential }: { username: string; credential: string }, to: string) =>
	new Promise<string>((resolve) => {
		const person = ['-u', username, '-w', credential, '-p', String(port)];
		const what = ['-v', '-c', '-n', '1', '-e', to, '-r', '5000', '127.0.0.1'];
		// It waits for an echo that never comes.
		execFile('turnutils_uclient', [...person, ...what], { timeout: 2_000 }, (_, output) => resolve(output));
	});

describe.skipIf(why !== undefined)('a relay with the settings of deploy/', { timeout: 60_000 }, () => {
	const env = { TURN_URLS: 'turn:127.0.0.1', TURN_SECRET: 'a-long-random-text' };
	const password = async () => {
		const server = await startServer(env);
		const response = await server.requestToken('room-1');
		const { iceServers } = (await response.json()) as { iceServers: { username: string; credential: string }[] };
		return iceServers[0] ?? expect.fail('no relay comes with a token');
	};

	test('is understood by coturn, and lets in who has a password of the app, and nobody with another', async () => {
		const { port, log } = await relay();
		const mine = await password();
		const told = await sending(port, mine, '198.51.100.7');
		expect(told).toMatch(/channel bind sent/);
		expect(told).not.toMatch(/error/i);
		expect(await sending(port, { ...mine, credential: 'wrong' }, '198.51.100.7')).toMatch(/Cannot complete Allocation/);
		expect(log()).not.toMatch(/bad configuration|unknown option|unrecognized/i);
	});

	test.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1', '100.64.0.1'])(
		'is no way to %s',
		async (address) => {
			const { port } = await relay();
			expect(await sending(port, await password(), address)).toMatch(/error 403/);
		}
	);
});
