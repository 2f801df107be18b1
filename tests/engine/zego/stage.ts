/** The stage for the ZEGO engine: its page, a browser that finds the stand-in under every name, and the stand-in. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { ZegoCloud } from '../zego-cloud/cloud';
import { Person } from './person';
import { FLAGS } from '../../chromium.mjs';

const ARGS = [
	...FLAGS,
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	'--autoplay-policy=no-user-gesture-required',
	'--auto-select-tab-capture-source-by-title=stage'
];
const ENTRY = 'page.js';
const HTML = `<!doctype html><title>stage</title><script type="module" src="/${ENTRY}"></script>`;

/** The app's own policy, opened for the SDK as little as it takes: it asks for its servers under names of its own. */
const POLICY = "default-src 'self'; connect-src 'self' wss: https:; media-src 'self' blob: mediastream:";

/** The page's script, and the SDK in a file of its own. */
async function bundle(): Promise<Map<string, string>> {
	const outputs = (await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			minify: false,
			rolldownOptions: {
				input: fileURLToPath(new URL('page.ts', import.meta.url)),
				output: { entryFileNames: ENTRY }
			}
		}
	})) as Rolldown.RolldownOutput;
	return new Map(outputs.output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
}

export class Stage {
	#people: Person[] = [];
	#rooms = 0;

	private constructor(
		readonly cloud: ZegoCloud,
		readonly browser: Browser,
		readonly pages: Server
	) {}

	static async open(): Promise<Stage> {
		const [cloud, files] = await Promise.all([ZegoCloud.start(), bundle()]);
		const pages = createServer((request, response) => {
			const script = files.get(request.url ?? '');
			response.setHeader('content-security-policy', POLICY);
			response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
			response.end(script ?? HTML);
		});
		await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
		const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
		const browser = await chromium.launch({ executablePath, args: [...ARGS, ...cloud.chromiumArgs] });
		return new Stage(cloud, browser, pages);
	}

	get pageURL(): string {
		return `http://127.0.0.1:${(this.pages.address() as AddressInfo).port}/`;
	}

	/** A room nobody has been in. */
	newRoom(): string {
		return `room-${++this.#rooms}`;
	}

	/** Someone in a browser profile of their own; `prepare` sets up their page before it loads. */
	async person(name: string, prepare?: (person: Person) => Promise<unknown>, userID?: string): Promise<Person> {
		const context = await this.browser.newContext({ permissions: ['camera', 'microphone'] });
		const person = new Person(await context.newPage(), name, userID);
		this.#people.push(person);
		await prepare?.(person);
		await person.load(this.pageURL);
		return person;
	}

	/** Everyone goes, and every fault with them; the stage stays. */
	async clear(): Promise<void> {
		this.cloud.faults.clear();
		await Promise.all(this.#people.splice(0).map((person) => person.vanish()));
	}

	async close(): Promise<void> {
		await this.clear();
		await this.browser.close();
		await this.cloud.stop();
		await new Promise((done) => this.pages.close(done));
	}
}
