/** The project's folder, and how its commands run tools. Imports only Node's own modules, because no package may be installed yet. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** An error whose message tells the person at the terminal what to do. It is printed without a stack. */
export class CommandError extends Error {
	/** @override */
	name = 'CommandError';
}

/**
 * Runs a command in the project's folder. Throws a `CommandError` when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @param {'inherit' | 'ignore'} [stdout] whether what it writes to stdout is shown
 */
export async function run(command, args, env = {}, stdout = 'inherit') {
	/** @type {import('node:child_process').SpawnOptions} */
	const options = { cwd: root, stdio: ['inherit', stdout, 'inherit'], env: { ...process.env, ...env } };
	const child = spawn(command, args, options);
	/** @type {Promise<number | null>} */
	const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
	if ((await ended) !== 0) throw new CommandError(`${[command, ...args].join(' ')} failed.`);
}

/**
 * Runs a script of `node_modules`. This works on every system and needs no shell.
 * @param {string} script e.g. `vite/bin/vite.js`
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @param {'inherit' | 'ignore'} [stdout]
 */
export const runTool = (script, args, env, stdout) =>
	run(process.execPath, [`node_modules/${script}`, ...args], env, stdout);

/**
 * Runs the body of an npm script. If it throws, prints the error and exits with code 1.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
	try {
		await main();
	} catch (error) {
		const expected = error instanceof Error && ['CommandError', 'ConfigError'].includes(error.name);
		console.error(expected ? error.message : error);
		process.exit(1);
	}
}
