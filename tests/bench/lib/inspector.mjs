/** Measures how long the inspector takes to draw every chart in full, and to show the next entry of a call. */
import { median } from './figures.mjs';

/** The buttons' English names. */
const WORDS = { scenario: 'Flaky network', full: 'Transitions in full', back: 'One step back' };
const TURNS = 9;

/** @param {import('./stage.mjs').Stage} stage */
export async function measureInspector(stage) {
	const context = await stage.freshContext();
	try {
		const page = await context.newPage();
		await page.goto(`${stage.app}/inspect`);
		await page.getByRole('button', { name: WORDS.scenario }).click();
		await page.locator('[data-state-id="call.reconnecting"][data-active="true"]').waitFor();
		const times = await page.evaluate(timed, { ...WORDS, turns: TURNS });
		return { draw: median(times.draw), update: median(times.update) };
	} finally {
		await context.close();
	}
}

/** Runs in the page: milliseconds from a click until the result is laid out. @param {typeof WORDS & { turns: number }} options */
async function timed({ full, back, turns }) {
	const button = (/** @type {string} */ name) => {
		const all = [...document.querySelectorAll('button')];
		const found = all.find((it) => (it.getAttribute('aria-label') ?? it.textContent.trim()) === name);
		if (!found) throw new Error(`There is no button ${name}.`);
		return found;
	};
	const painted = () =>
		new Promise((resolve) => {
			requestAnimationFrame(() => setTimeout(resolve));
		});
	const cost = async (/** @type {string} */ name) => {
		await painted();
		const since = performance.now();
		button(name).click();
		// Svelte updates the DOM in microtasks. Reading a size makes the browser lay it out.
		await new Promise((resolve) => {
			queueMicrotask(() => queueMicrotask(() => resolve(document.body.offsetHeight)));
		});
		return performance.now() - since;
	};
	const draw = [];
	const update = [];
	for (let turn = 0; turn < turns; turn += 1) {
		draw.push(await cost(full));
		update.push(await cost(back));
		await cost(full);
	}
	return { draw, update };
}
