/** Finds a Chromium for the browser tests, or installs one on Debian. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError, run } from './project.mjs';

const COMMANDS = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'microsoft-edge',
	'msedge',
	'chrome'
];
/** Where installers put it without adding it to the path. */
const PLACES = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
	],
	win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
		const folder = process.env[name];
		return folder
			? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
			: [];
	})
};

function installed() {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.filter(Boolean)
		.flatMap((folder) => COMMANDS.map((name) => join(folder, name + suffix)));
	const places = process.platform === 'darwin' || process.platform === 'win32' ? PLACES[process.platform] : [];
	return [...places, ...onPath].find((path) => existsSync(path));
}

async function ofPlaywright() {
	const { chromium } = await import('playwright-core');
	const path = chromium.executablePath();
	return existsSync(path) ? path : undefined;
}

async function fromDebian() {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
	console.log('Installing Chromium…');
	await run('apt-get', ['update', '--quiet']);
	await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium']);
	return installed();
}

/** The path of an executable. Throws a `CommandError` that says what to install. */
export async function findChromium() {
	const given = process.env.CHROMIUM_PATH;
	if (given && !existsSync(given)) throw new CommandError(`CHROMIUM_PATH is ${given}, and there is no such file.`);
	const found = given ?? installed() ?? (await ofPlaywright()) ?? (await fromDebian());
	if (!found)
		throw new CommandError('The browser tests need Chrome, Chromium or Edge: install one, or set CHROMIUM_PATH to it.');
	return found;
}
