/** Finds a Chromium for the browser tests, or installs one on Debian. */
import { existsSync } from 'node:fs';
import { inProgramFiles, installed, installOnDebian } from './browsers.mjs';
import { CommandError } from './project.mjs';

const COMMANDS = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'microsoft-edge',
	'msedge',
	'chrome'
];
const PLACES = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
	],
	win32: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].flatMap(inProgramFiles)
};
const find = () => installed(COMMANDS, PLACES);

async function ofPlaywright() {
	const { chromium } = await import('playwright-core');
	const path = chromium.executablePath();
	return existsSync(path) ? path : undefined;
}

async function fromDebian() {
	await installOnDebian('chromium');
	return find();
}

/** The path of an executable. Throws a `CommandError` that says what to install. */
export async function findChromium() {
	const given = process.env.CHROMIUM_PATH;
	if (given && !existsSync(given)) throw new CommandError(`CHROMIUM_PATH is ${given}, and there is no such file.`);
	const found = given ?? find() ?? (await ofPlaywright()) ?? (await fromDebian());
	if (!found)
		throw new CommandError('The browser tests need Chrome, Chromium or Edge: install one, or set CHROMIUM_PATH to it.');
	return found;
}
