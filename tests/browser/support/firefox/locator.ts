/** Playwright's locator over WebDriver BiDi, as far as the tests use it. */
import type { ElementHandle, JSHandle, Page } from 'puppeteer-core';
import { until } from '../until';
import { find, type Step } from './find';

const PATIENCE = 15_000;
const ACT = 5_000;

type State = 'attached' | 'detached' | 'visible' | 'hidden';
type InPage<Element, Argument, Result> = (element: Element, argument: Argument) => Result | Promise<Result>;

export class FirefoxLocator {
	readonly #page: Page;
	readonly #steps: Step[];

	constructor(page: Page, steps: Step[]) {
		this.#page = page;
		this.#steps = steps;
	}

	locator(css: string): FirefoxLocator {
		return this.#then({ by: 'css', css });
	}

	getByRole(role: string, { name = null }: { name?: string | null } = {}): FirefoxLocator {
		return this.#then({ by: 'role', role, name });
	}

	getByText(text: string | RegExp, { exact = false } = {}): FirefoxLocator {
		const pattern = text instanceof RegExp ? text.source : null;
		return this.#then({ by: 'text', text: String(text), pattern, exact });
	}

	first(): FirefoxLocator {
		return this.nth(0);
	}

	nth(index: number): FirefoxLocator {
		return this.#then({ by: 'nth', index });
	}

	async waitFor({ state = 'visible', timeout = PATIENCE }: { state?: State; timeout?: number } = {}): Promise<void> {
		await until(`${JSON.stringify(this.#steps)} is ${state}`, async () => (await this.#states()).has(state), timeout);
	}

	async isVisible(): Promise<boolean> {
		return (await this.#states()).has('visible');
	}

	/** Presses the mouse where it is. */
	async click(): Promise<void> {
		await this.waitFor();
		const element = await this.#one();
		await element.click();
		await element.dispose();
	}

	async selectOption(value: string): Promise<void> {
		await this.waitFor();
		const element = await this.#one();
		await element.select(value);
		await element.dispose();
	}

	async getAttribute(name: string): Promise<string | null> {
		return this.evaluate((element: Element, name) => element.getAttribute(name), name);
	}

	async evaluate<E extends Element, A, R>(act: InPage<E, A, R>, argument?: A): Promise<R> {
		const element = await this.#one();
		return (await element.evaluate(act as never, argument)) as R;
	}

	async evaluateHandle<E extends Element, A, R>(act: InPage<E, A, R>, argument?: A): Promise<JSHandle<R>> {
		const element = await this.#one();
		return (await element.evaluateHandle(act as never, argument)) as JSHandle<R>;
	}

	async evaluateAll<E extends Element, A, R>(act: InPage<E[], A, R>, argument?: A): Promise<R> {
		const all = await this.#page.evaluateHandle(find, this.#steps);
		const result = (await all.evaluate(act as never, argument)) as R;
		await all.dispose();
		return result;
	}

	async #one(): Promise<ElementHandle> {
		await this.waitFor({ state: 'attached', timeout: ACT });
		const all = await this.#page.evaluateHandle(find, this.#steps);
		const one = (await all.evaluateHandle((all) => all[0])).asElement();
		await all.dispose();
		if (!one) throw new Error(`${JSON.stringify(this.#steps)} has gone`);
		return one as ElementHandle;
	}

	async #states(): Promise<Set<State>> {
		const visible = await this.evaluateAll((all: Element[]) => all.map((element) => element.checkVisibility()));
		return new Set<State>([
			visible.length > 0 ? 'attached' : 'detached',
			visible.includes(true) ? 'visible' : 'hidden'
		]);
	}

	#then(step: Step): FirefoxLocator {
		return new FirefoxLocator(this.#page, [...this.#steps, step]);
	}
}
