import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, vi } from 'vitest';
import { root } from '../../../src/bin/lib/project.mjs';

/** `npm start` in a process of its own, on a free port. */
export const start = (env: Record<string, string>) =>
	follow(
		spawn(process.execPath, ['src/bin/start.mjs'], {
			cwd: root,
			env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', ...env }
		})
	);

/** What a server prints, and where it is. */
export function follow(child: ChildProcess) {
	onTestFinished(() => void child.kill('SIGKILL'));
	let printed = '';
	for (const output of [child.stdout, child.stderr]) output?.on('data', (data: Buffer) => (printed += data.toString()));
	const address = () => /Video call: (\S+)/.exec(printed)?.[1] ?? expect.fail(printed);
	return {
		child,
		exit: once(child, 'exit') as Promise<[number | null]>,
		printed: () => printed,
		address: () => vi.waitFor(address, { timeout: 20_000 })
	};
}

/** With `--https`, for a user with this home: nothing is kept in that of whoever runs the tests. */
export const startHTTPS = (home: string, env: Record<string, string> = {}) =>
	start({ HTTPS: '1', HOME: home, USERPROFILE: home, LOCALAPPDATA: home, XDG_DATA_HOME: '', ...env });
