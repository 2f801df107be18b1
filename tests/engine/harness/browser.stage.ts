/** A stage with real browsers: the page with the engine, and a Chromium in which everyone has a profile of their own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { RoomLogin } from '../../../machines/engine';
import type { RoomReason } from '../../../machines/room.reason';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { inject } from 'vitest';
import { launchChromium } from '../../browser/support/chromium';
import { launchFirefox, type Preferences } from '../../browser/support/firefox/firefox';
import { SHARED_TAB } from '../../browser/support/shared-tab';
import { installVoice } from '../../browser/support/voice';
import { BrowserPerson } from './browser.person';
import type { Host } from './person';

const ENTRY = 'page.js';
const HTML = `<!doctype html><title>${SHARED_TAB}</title><script type="module" src="/${ENTRY}"></script>`;
/** The app's own policy, opened for ZEGO's SDK as little as it takes: it asks for its servers under names of its own. */
const POLICY = "default-src 'self'; connect-src 'self' wss: https:; media-src 'self' blob: mediastream:";

let files: Promise<Map<string, string>> | null = null;

/** The page's script, and each engine in files of its own. */
async function bundle(): Promise<Map<string, string>> {
	const outputs = (await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			minify: false,
			modulePreload: false,
			rolldownOptions: {
				input: fileURLToPath(new URL('page.ts', import.meta.url)),
				output: { entryFileNames: ENTRY }
			}
		}
	})) as Rolldown.RolldownOutput;
	return new Map(outputs.output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
}

async function servePages(): Promise<Server> {
	const scripts = await (files ??= bundle());
	const pages = createServer((request, response) => {
		const script = scripts.get(request.url ?? '');
		response.setHeader('content-security-policy', POLICY);
		response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
		response.end(script ?? HTML);
	});
	await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
	return pages;
}

declare module 'vitest' {
	interface ProvidedContext {
		/** What the pages of a project run in; absent: Chromium. */
		browser?: 'firefox';
	}
}

/** Firefox has neither a clock that can be skipped nor a tab that can be crashed. */
export const isFirefox = inject('browser') === 'firefox';

/** What an engine wants of the browser besides. */
export type Wishes = { chromium: string[]; firefox: Preferences };

export async function openBrowser({ chromium, firefox }: Wishes): Promise<{ browser: Browser; pages: Server }> {
	const [pages, browser] = await Promise.all([
		servePages(),
		isFirefox ? launchFirefox(firefox) : launchChromium({}, ['--autoplay-policy=no-user-gesture-required', ...chromium])
	]);
	return { browser, pages };
}

/** `url`: another way to the page, as through a proxy. */
type Visit = { userID?: string; fakeClock?: boolean; voice?: boolean; url?: string };

let count = 0;

/** Where nobody knows an address of the other, ICE finds no path. Runs in the page. */
function ignoreCandidates(): void {
	type Take = (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>;
	const take: Take = Reflect.get(RTCPeerConnection.prototype, 'setRemoteDescription');
	const takeWithout: Take = function ({ type, sdp = '' }) {
		return take.call(this, { type, sdp: sdp.replaceAll(/^a=candidate.*\r\n/gm, '') });
	};
	const deaf = { addIceCandidate: () => Promise.resolve(), setRemoteDescription: takeWithout };
	Object.assign(RTCPeerConnection.prototype, deaf);
}

export abstract class BrowserStage implements Host {
	readonly seen = new Set<RoomReason>();
	protected people: BrowserPerson[] = [];

	protected constructor(
		protected readonly browser: Browser,
		protected readonly pages: Server
	) {}

	protected abstract readonly profile: EngineProfile;
	abstract ticket(user: { userID: string; name: string }, roomID: string): RoomLogin;

	get pageURL(): string {
		return `http://127.0.0.1:${(this.pages.address() as AddressInfo).port}`;
	}

	newRoom(): string {
		return `room-${++count}`;
	}

	async person(
		name: string,
		{ userID = `${name}${++count}`, fakeClock = false, voice = false, url = this.pageURL }: Visit = {}
	): Promise<BrowserPerson> {
		const context = await this.browser.newContext({ permissions: ['camera', 'microphone'] });
		if (voice) await context.addInitScript(installVoice);
		const person = new BrowserPerson(this, name, userID, await context.newPage());
		this.people.push(person);
		if (fakeClock && !isFirefox) await person.page.clock.install();
		await this.reload(person, url);
		return person;
	}

	reload(person: BrowserPerson, url = this.pageURL): Promise<void> {
		return person.load(url, this.profile);
	}

	/* What the rooms do by themselves. */

	willClash(): void {}
	warnOfTokens(): void {}

	/** Firefox's clock can't be skipped: whoever waits there lets it pass. */
	async passTime(person: BrowserPerson, milliseconds: number): Promise<void> {
		if (!isFirefox) await person.page.clock.fastForward(milliseconds);
	}

	async keepApart(...people: BrowserPerson[]): Promise<void> {
		await Promise.all(people.map(({ page }) => page.evaluate(ignoreCandidates)));
	}

	async clear(): Promise<void> {
		await Promise.all(this.people.splice(0).map((person) => person.vanish()));
	}

	async close(): Promise<void> {
		await this.clear();
		await this.browser.close();
		this.pages.closeAllConnections();
		await new Promise((done) => this.pages.close(done));
	}
}
