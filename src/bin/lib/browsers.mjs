/** Where browsers are installed, and how they and other programs are installed on Debian. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './project.mjs';

/** Where Windows has its programs. @param {string} path */
export const inProgramFiles = (path) =>
	['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
		const folder = process.env[name];
		return folder ? [join(folder, path)] : [];
	});

/**
 * The first that there is.
 * @param {readonly string[]} commands
 * @param {{ darwin: string[], win32: string[] }} places where installers put it without adding it to the path
 */
export function installed(commands, places) {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.filter(Boolean)
		.flatMap((folder) => commands.map((name) => join(folder, name + suffix)));
	const own = process.platform === 'darwin' || process.platform === 'win32' ? places[process.platform] : [];
	return [...own, ...onPath].find((path) => existsSync(path));
}

/** @param {string[]} names of packages. Does nothing where that takes more than this user may do, and says why when it fails. */
export async function installOnDebian(...names) {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
	console.log(`Installing ${names.join(', ')}…`);
	try {
		await run('apt-get', ['update', '--quiet']);
		await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...names]);
	} catch (error) {
		console.warn(String(error));
	}
}
