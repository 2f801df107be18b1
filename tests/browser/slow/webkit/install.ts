/** Finds WebKitGTK and its driver, or installs them on Debian. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

export type WebKit = { driver: string; browser: string };

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY = '/usr/bin/xvfb-run';
const PACKAGES = [
	'webkit2gtk-driver',
	'xvfb',
	...['base', 'good', 'bad'].map((plugins) => `gstreamer1.0-plugins-${plugins}`)
];
const run = promisify(execFile);

function installed(): WebKit | null {
	if (!existsSync(DRIVER) || !existsSync(DISPLAY)) return null;
	const machines = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
	const browsers = machines.map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`);
	const browser = browsers.find((path) => existsSync(path));
	return browser === undefined ? null : { driver: DRIVER, browser };
}

async function fromDebian(): Promise<WebKit | null> {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
	console.log('Installing WebKitGTK…');
	try {
		await run('apt-get', ['update', '--quiet']);
		await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...PACKAGES]);
	} catch (error) {
		console.warn(`WebKitGTK can't be installed: ${String(error)}`);
	}
	return installed();
}

/** Null, and said, where it can't be had: these tests are skipped then. */
export async function findWebKit(): Promise<WebKit | null> {
	const found = installed() ?? (await fromDebian());
	if (!found) console.warn(`The tests in WebKit are skipped. They need Debian's ${PACKAGES.join(', ')}.`);
	return found;
}
