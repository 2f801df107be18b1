/** A real Chromium with a camera and a microphone that are not. */
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../../src/bin/lib/chromium.mjs';
import { SHARED_TAB } from './shared-tab';
import { FLAGS } from '../../chromium.mjs';

export type Machine = {
	/** How many cameras are plugged in. The second is one for depth, of which WebRTC sends nothing. */
	cameras?: number;
	/** Pages that somebody has left are kept in the back/forward cache, as in people's browsers. Playwright turns that off. */
	keepsPages?: boolean;
};

/**
 * The browser of one machine. Contexts decide what is allowed: without the flag that answers every prompt with yes, a
 * context gets the permissions it is given. The picker of "share screen" chooses the tab with the title of `SHARED_TAB`.
 */
const flags = ({ cameras = 3 }: Machine) => [
	...FLAGS,
	// The fewest pictures Chromium's fake camera makes: half of what a call costs two cores is its pictures.
	`--use-fake-device-for-media-stream=device-count=${cameras},fps=5`,
	`--auto-select-tab-capture-source-by-title=${SHARED_TAB}`,
	'--disable-gpu'
];

/** `args` are what someone wants of it besides; `executable` is what starts it, as in a network of its own. */
export async function launchChromium(
	machine: Machine = {},
	args: string[] = [],
	executable?: string
): Promise<Browser> {
	return chromium.launch({
		executablePath: executable ?? (await findChromium()),
		args: [...flags(machine), ...args],
		ignoreDefaultArgs: machine.keepsPages ? ['--disable-back-forward-cache'] : []
	});
}

export type FreezableChromium = {
	browser: Browser;
	/** Nothing of it runs any more, as on a laptop whose lid is closed. */
	freeze: () => void;
	thaw: () => void;
	close: () => Promise<void>;
};

/** One whose processes can be stopped all at once: Playwright makes each browser a process group of its own. */
export async function launchFreezableChromium(machine: Machine = {}, args: string[] = []): Promise<FreezableChromium> {
	const server = await chromium.launchServer({
		executablePath: await findChromium(),
		args: [...flags(machine), ...args]
	});
	const { pid } = server.process();
	if (pid === undefined) throw new Error('Chromium has no process ID');
	const browser = await chromium.connect(server.wsEndpoint());
	const signal = (name: 'SIGSTOP' | 'SIGCONT') => process.kill(-pid, name);
	return {
		browser,
		freeze: () => signal('SIGSTOP'),
		thaw: () => signal('SIGCONT'),
		close: async () => {
			signal('SIGCONT');
			await server.close();
		}
	};
}
