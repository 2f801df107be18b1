/** Installs the packages of the lockfile, unless they are installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './project.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, devOptional?: boolean }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lockfile
 */

/**
 * Whether npm's record of the installed packages has each package of the lockfile in its version. Optional ones may be
 * missing, because most are for other systems.
 * @param {Lockfile} wanted
 * @param {Lockfile} installed
 * @param {'all' | 'production'} [which] `production`: those that serving a build needs
 */
export function isInstalled(wanted, installed, which = 'all') {
	return Object.entries(wanted.packages).every(([path, { version, optional, dev, devOptional }]) => {
		if (path === '') return true;
		const found = installed.packages[path];
		if (found) return found.version === version;
		return optional === true || devOptional === true || (which === 'production' && dev === true);
	});
}

/** @param {string} path */
const read = (path) => /** @type {Lockfile} */ (JSON.parse(readFileSync(join(root, path), 'utf8')));

/** Of the packages in `node_modules`. */
const RECORD = 'node_modules/.package-lock.json';

/** @param {'all' | 'production'} [which] */
export const hasPackages = (which) =>
	existsSync(join(root, RECORD)) && isInstalled(read('package-lock.json'), read(RECORD), which);

export async function ensureInstalled() {
	if (hasPackages()) return;
	console.log('Installing packages…');
	const npm = process.env.npm_execpath;
	// Started by npm, we use the same npm; otherwise the one on the path, which on Windows is a .cmd file.
	if (npm) await run(process.execPath, [npm, 'ci', '--include=dev']);
	else await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--include=dev']);
}
