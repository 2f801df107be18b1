import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../../src/bin/lib/project.mjs';

/** Unless `within` says otherwise (ms). */
const READY_WITHIN = 60_000;
const END_WITHIN = 8_000;

/**
 * Starts a program and waits until its output matches `ready`. `closers` ends it.
 * @param {import('./closers.mjs').Closers} closers
 * @param {readonly string[]} command
 * @param {{ ready: RegExp, env?: NodeJS.ProcessEnv, cwd?: string, within?: number }} options
 */
export async function start(closers, [program = '', ...args], { ready, env = {}, cwd = root, within = READY_WITHIN }) {
	const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
	closers.add(() => end(child));
	let said = '';
	/** @type {RegExpExecArray} */
	const match = await new Promise((resolve, reject) => {
		const fail = () => reject(new Error(`${[program, ...args].join(' ')} did not start:\n${said}`));
		const tooLong = setTimeout(fail, within);
		/** @param {Buffer} data */
		const hear = (data) => {
			said = (said + data.toString()).slice(-2_000);
			const found = ready.exec(said);
			if (!found) return;
			clearTimeout(tooLong);
			resolve(found);
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.once('error', fail).once('exit', fail);
	});
	return {
		pid: child.pid,
		stdin: child.stdin,
		stdout: child.stdout,
		match,
		async kill() {
			const ended = once(child, 'exit');
			child.kill('SIGKILL');
			await ended;
		}
	};
}

/** Closes its input, which ends some programs, and sends SIGTERM, then SIGKILL. @param {import('node:child_process').ChildProcess} child */
async function end(child) {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	const ended = once(child, 'exit');
	child.stdin?.end();
	child.kill('SIGTERM');
	const kill = setTimeout(() => child.kill('SIGKILL'), END_WITHIN);
	await ended;
	clearTimeout(kill);
}
