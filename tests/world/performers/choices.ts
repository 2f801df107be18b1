/** Performs which camera or microphone a person chooses. */
import type { Page } from 'playwright-core';
import en from '../../../messages/en.json';
import type { DeviceKind } from '../../../machines/engine';
import type { Which } from '../../browser/support/hardware';
import type { Step } from '../harness/tours';

const BUTTONS = { camera: en.camera_off, microphone: en.mute_microphone };
const TITLES = { camera: en.camera_title, microphone: en.microphone_title };

/** Runs in the page. `button`: pressed just before, so that the device closes meanwhile. */
function choose([title, index, button]: readonly [title: string, index: number, button: string | null]): void {
	const fields = [...document.querySelectorAll('label')].filter((one) => one.textContent.trim().startsWith(title));
	const list = fields.map((one) => one.querySelector('select')).find((one) => one !== null);
	if (!list) throw new Error('There is no list of devices');
	if (button !== null) document.querySelector<HTMLElement>(`[aria-label="${button}"]`)?.click();
	list.value = [...list.options].filter(({ value }) => value !== '')[index]?.value ?? '';
	list.dispatchEvent(new Event('change', { bubbles: true }));
}

export async function performChoice({ event, before, after }: Step, page: Page, kind: DeviceKind): Promise<void> {
	const [from, name] = [before.choice as Which, BUTTONS[kind]];
	const button = (isPressed: boolean) =>
		page.locator(`[aria-label="${name}"][aria-pressed=${isPressed}]:not([aria-busy=true])`);
	const put = (state: 'taken' | 'free') =>
		page.evaluate((it) => window.hardware.put(...it), [kind, from, state] as const);
	const chooses = (pressed: string | null = null) =>
		page.evaluate(choose, [TITLES[kind], after.choice === 'first' ? 0 : 1, pressed] as const);
	// The list has names and IDs once the device is open.
	await button(false).waitFor();
	await page
		.getByRole('combobox', { name: TITLES[kind] })
		.locator('option:not([value=""])')
		.nth(1)
		.waitFor({ state: 'attached' });
	if (event === 'choose') return chooses();
	if (event === 'chooseAsItCloses') {
		await chooses(name);
		await button(true).waitFor();
		await button(true).click();
		return;
	}
	await put('taken');
	await page.locator(`[aria-label="${name}"][aria-busy=true]`).waitFor();
	await chooses();
	// The other program has let go of it, so that the one before could be opened too.
	await put('free');
}
