/** Where things are, and running one command after another. Only Node's own modules: nothing may be installed yet. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** For the person at the terminal: printed without a stack. */
export class Complaint extends Error {
	/** @override */
	name = 'Complaint';
}

/**
 * Runs a command in the project's folder with our terminal; a failed one is a `Complaint`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
export async function run(command, args, env = {}) {
	const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
	/** @type {Promise<number | null>} */
	const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
	if ((await ended) !== 0) throw new Complaint(`${[command, ...args].join(' ')} failed.`);
}

/**
 * Runs a tool of node_modules by its script: the same on every system, no shell.
 * @param {string} script e.g. `vite/bin/vite.js`
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
export const runTool = (script, args, env) => run(process.execPath, [`node_modules/${script}`, ...args], env);

/**
 * Runs a command of ours and ends the process with its outcome.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
	try {
		await main();
	} catch (error) {
		const expected = error instanceof Error && ['Complaint', 'ConfigError'].includes(error.name);
		console.error(expected ? error.message : error);
		process.exit(1);
	}
}
