/** Finds WebKitGTK and its driver, or installs them on Debian. */
import { existsSync, readdirSync } from 'node:fs';
import { installOnDebian } from '../../../../src/bin/lib/browsers.mjs';

export type WebKit = { driver: string; browser: string };

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY = '/usr/bin/xvfb-run';
const PACKAGES = [
	'webkit2gtk-driver',
	'xvfb',
	...['base', 'good', 'bad'].map((plugins) => `gstreamer1.0-plugins-${plugins}`)
];

function installed(): WebKit | null {
	if (!existsSync(DRIVER) || !existsSync(DISPLAY)) return null;
	const machines = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
	const browsers = machines.map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`);
	const browser = browsers.find((path) => existsSync(path));
	return browser === undefined ? null : { driver: DRIVER, browser };
}

/** Null, and said, where it can't be had: these tests are skipped then. */
export async function findWebKit(): Promise<WebKit | null> {
	if (!installed()) await installOnDebian(...PACKAGES);
	const found = installed();
	if (!found) console.warn(`The tests in WebKit are skipped. They need Debian's ${PACKAGES.join(', ')}.`);
	return found;
}
