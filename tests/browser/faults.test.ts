/** Real faults, injected into real calls by the inspector's buttons: on the page itself, from another tab, in the picture. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { axeFaults } from './support/axe';
import { goTo } from './support/page';
import type { Person } from './support/person';
import { test, type People } from './support/test';
import { Witness } from './support/witness';

const DESK: BrowserContextOptions = { viewport: { width: 1366, height: 900 } };
const about = (words: string, device: string) => words.replaceAll('{device}', device);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const faults = (page: Page, words = en) => page.getByRole('group', { name: words.inspect_faults });
const active = (page: Page, actor: string, state: string) =>
	page.locator(`[data-actor="${actor}"][data-state-id="${state}"][data-active="true"]`);

async function turns(page: Page, fault: string, on: boolean): Promise<void> {
	await button(page, fault).click();
	await faults(page).getByRole('button', { name: fault, exact: true, pressed: on }).waitFor();
}

/** Ann, and Ben whose page shows the inspector. */
async function inCall(people: People): Promise<[ann: Person, ben: Person]> {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { debug: true, context: DESK });
	await faults(ben.page).waitFor();
	await ben.startsCall();
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	return [ann, ben];
}

describe('on the page of the call', () => {
	test('signalling is cut and comes back, by its button and by the picture', async ({ people }) => {
		const [ann, ben] = await inCall(people);
		const next = ben.page.getByRole('region', { name: en.inspect_next });
		ben.expectsErrors(/WebSocket connection/);
		await turns(ben.page, en.inspect_fault_signalling, true);
		await ben.isIn('reconnecting');
		await ben.reads(en.status_reconnecting);
		await ann.isTold('Ben lost connection').catch(() => ann.seesPictureOf(ben));
		await button(ben.page, `${en.inspect_title} · ${en.inspect_fault_signalling}`).click();
		await faults(ben.page).waitFor({ state: 'detached' });
		await button(ben.page, `${en.inspect_title} · ${en.inspect_fault_signalling}`).click();
		await next.getByRole('button', { name: 'room.RECONNECTED' }).first().click();
		await ben.isIn('inCall');
		await faults(ben.page).getByRole('button', { name: en.inspect_fault_signalling, pressed: false }).waitFor();
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	});
});
