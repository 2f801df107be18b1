/** A window of WebKitGTK and what someone does in it, by plain WebDriver: https://www.w3.org/TR/webdriver2/ */
import { spawn, type ChildProcess } from 'node:child_process';
import { freePort } from '../../support/free.port';
import { until } from '../../support/until';
import type { WebKit } from './install';

/**
 * Milliseconds until a page must be loaded, a script done and a command answered. WebDriver's own limits are minutes, and a window that
 * hangs would be found only by the limit of a test.
 */
const LOADED_WITHIN = 20_000;
const ANSWERED_WITHIN = 30_000;

/** How WebDriver names an element in JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
type Element = { [ELEMENT]: string };

const ARGUMENTS = [
	'--automation',
	'--enable-media-stream=true',
	// A camera that shows a test picture, and a microphone that beeps.
	'--enable-mock-capture-devices=true',
	'--media-playback-requires-user-gesture=false'
];

export class Window {
	readonly #driver: ChildProcess;
	readonly #session: string;

	private constructor(driver: ChildProcess, session: string) {
		this.#driver = driver;
		this.#session = session;
	}

	static async open({ driver, browser }: WebKit): Promise<Window> {
		const port = await freePort();
		// A process group of its own, so that the display and the browser end with the driver. Root has no sandbox.
		const child = spawn('xvfb-run', ['-a', driver, `--port=${port}`], {
			detached: true,
			stdio: 'ignore',
			env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }
		});
		const url = `http://127.0.0.1:${port}/session`;
		await until('the driver of WebKit answers', () => fetch(`http://127.0.0.1:${port}/status`).catch(() => null));
		const capabilities = {
			alwaysMatch: {
				timeouts: { pageLoad: LOADED_WITHIN, script: LOADED_WITHIN },
				'webkitgtk:browserOptions': { binary: browser, args: ARGUMENTS }
			}
		};
		const { sessionId } = await ask<{ sessionId: string }>(url, { capabilities });
		return new Window(child, `${url}/${sessionId}`);
	}

	/** Also one that hangs: then the driver is not asked for long. */
	async close(): Promise<void> {
		const ended = await fetch(this.#session, { method: 'DELETE', signal: AbortSignal.timeout(LOADED_WITHIN) }).catch(
			(error: unknown) => error
		);
		if (this.#driver.pid !== undefined) process.kill(-this.#driver.pid);
		if (ended instanceof Error) throw new Error('WebKit did not end', { cause: ended });
	}

	/** Returns when the page and its first scripts are loaded. */
	async goTo(url: string): Promise<void> {
		await ask(`${this.#session}/url`, { url });
	}

	async reloads(): Promise<void> {
		await ask(`${this.#session}/refresh`, {});
	}

	async goesBack(): Promise<void> {
		await ask(`${this.#session}/back`, {});
	}

	/** Runs a function in the page, with arguments and a result in JSON. It must not use anything around it. */
	run<T, A extends unknown[]>(work: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
		return ask(`${this.#session}/execute/sync`, { script: `return (${work.toString()})(...arguments)`, args });
	}

	/** Presses the button or link with this name, as a person does. */
	async presses(name: string): Promise<void> {
		const element = await until(`“${name}” can be pressed`, () => this.#named(name));
		await ask(`${this.#session}/element/${element[ELEMENT]}/click`, {});
	}

	/** Types into the field with this label. */
	async types(label: string, text: string): Promise<void> {
		const field = await until(`there is a field “${label}”`, () => this.#field(label));
		await ask(`${this.#session}/element/${field[ELEMENT]}/value`, { text });
	}

	/** Waits until the page shows this text. */
	async reads(text: string, within?: number): Promise<void> {
		await until(`WebKit shows “${text}”`, async () => (await this.text()).includes(text), within).catch(
			async (error: unknown) => {
				throw new Error(`Not “${text}” but: ${await this.text()}`, { cause: error });
			}
		);
	}

	/** Nothing while one page gives way to the next. */
	text(): Promise<string> {
		return this.run(() => (document.body as HTMLElement | null)?.innerText ?? '');
	}

	/** Until then, links and forms lead through the server, which knows nothing of what was typed. */
	async runsItsScript(): Promise<void> {
		await until('the script of the page runs', () => this.run(() => history.scrollRestoration === 'manual'));
	}

	#named(name: string): Promise<Element | null> {
		return this.run((name: string) => {
			const all = [...document.querySelectorAll<HTMLElement>('button, a, summary')];
			const shown = all.filter((one) => one.checkVisibility());
			return shown.find((one) => (one.getAttribute('aria-label') ?? one.innerText).trim() === name) ?? null;
		}, name) as Promise<Element | null>;
	}

	#field(label: string): Promise<Element | null> {
		return this.run((label: string) => {
			const fields = [...document.querySelectorAll('input')];
			return fields.find((one) => one.labels?.[0]?.querySelector('span')?.innerText === label) ?? null;
		}, label) as Promise<Element | null>;
	}
}

async function ask<T>(url: string, body: unknown): Promise<T> {
	const request = JSON.stringify(body);
	const signal = AbortSignal.timeout(ANSWERED_WITHIN);
	const response = await fetch(url, { method: 'POST', body: request, signal }).catch((cause: unknown) => {
		throw new Error(`WebKit did not answer ${url} ${request}`, { cause });
	});
	const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
	if (!response.ok) throw new Error(`${url}: ${value.error ?? ''} ${value.message ?? ''}`);
	return value;
}
