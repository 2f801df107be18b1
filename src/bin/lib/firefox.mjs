/** Finds a Firefox for the browser tests. They do without one, but then nobody knows whether Firefox can hold a call. */
import { existsSync } from 'node:fs';
import { inProgramFiles, installed, installOnDebian } from './browsers.mjs';
import { CommandError } from './project.mjs';

const PLACES = {
	darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
	win32: inProgramFiles('Mozilla Firefox/firefox.exe')
};

/** The path of an executable; undefined if there is none. */
export function findFirefox() {
	const given = process.env.FIREFOX_PATH;
	if (given && !existsSync(given)) throw new CommandError(`FIREFOX_PATH is ${given}, and there is no such file.`);
	return given ?? installed(['firefox-esr', 'firefox'], PLACES);
}

/** Installs it where it is missing and can be installed. Says so if the tests have to do without. */
export async function ensureFirefox() {
	if (!findFirefox()) await installOnDebian('firefox-esr');
	if (!findFirefox())
		console.warn('No Firefox: its tests are skipped. To run them, install Firefox, or set FIREFOX_PATH to it.');
}
