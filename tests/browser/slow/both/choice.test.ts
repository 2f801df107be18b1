/** Which camera and microphone a person has chosen: what holds, what is remembered, and what is used when it can't be had. */
import { describe, expect } from 'vitest';
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import en from '../../../../messages/en.json';
import type { Person } from '../../support/person';
import { localTest, test, zegoTest } from '../../support/on';
import { until } from '../../support/until';
import { about } from '../../support/words';

/** The ID of the camera that the list shows. */
const chosen = (person: Person) => person.choiceOf('camera').inputValue();
const openings = async (person: Person, kind: 'audio' | 'video') =>
	(await person.journal()).filter(({ what, text }) => what === 'opened' && text === kind).length;
const hasOpen = (person: Person, kind: 'audio' | 'video', count: number) =>
	until(`${count} of ${person.name} open`, async () => (await person.liveTracks(kind)) === count);

describe('a chosen camera', () => {
	test('that is unplugged while it is off gives way to another, and the page says so', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.chooses('camera', 1);
		await ann.hasOff('camera', false);
		const second = await chosen(ann);
		await ann.turnsOff('camera');
		await ann.page.evaluate(() => window.hardware.put('camera', 'second', 'absent'));
		await ann.turnsOn('camera');
		await ann.reads(about(en.device_chosen_missing, en.camera));
		expect(await chosen(ann)).not.toBe(second);
		await hasOpen(ann, 'video', 1);
		await ann.presses(en.keep_this_one);
		await ann.doesNotRead(about(en.device_chosen_missing, en.camera));
		await ann.hasOff('camera', false);
	});

	test('that another program uses: back on the one before, and on the chosen one once it is free', async ({
		people
	}) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { hardware: {} });
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await ben.page.evaluate(() => window.hardware.put('camera', 'second', 'taken'));
		await ben.presses(en.more);
		await ben.chooses('camera', 1);
		await ben.page.keyboard.press('Escape');
		await ben.reads(about(en.device_chosen_inUse, en.camera));
		await ben.hasOff('camera', false);
		await Promise.all([hasOpen(ben, 'video', 1), ann.seesPictureOf(ben), ann.seesThatOn('camera', ben)]);

		await ben.page.evaluate(() => window.hardware.put('camera', 'second', 'free'));
		await ben.presses(en.try_again);
		await ben.doesNotRead(about(en.device_chosen_inUse, en.camera));
		await ben.hasOff('camera', false);
		await Promise.all([hasOpen(ben, 'video', 1), ann.seesThatOn('camera', ben)]);
	});

	zegoTest('that is chosen while the one before closes is the one that opens', async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.choiceOf('camera').evaluate((select: HTMLSelectElement, name) => {
			document.querySelector<HTMLElement>(`[aria-label="${name}"]`)?.click();
			select.selectedIndex = 1;
			select.dispatchEvent(new Event('change', { bubbles: true }));
		}, en.camera_off);
		await ann.hasOff('camera', true);
		await ann.turnsOn('camera');
		await ann.uses('camera', 1);
	});
});

test('a camera or microphone that nobody chose, and that another program uses, gives way to the next, which is named', async ({
	people
}) => {
	const ann = await people.arrives('Ann', { hardware: {} });
	await Promise.all([ann.hasOff('camera', false), ann.hasOff('microphone', false)]);
	const listed = (device: 'camera' | 'microphone') =>
		ann.choiceOf(device).evaluate((select: HTMLSelectElement) => [...select.options].map(({ text }) => text));
	const [cameras, microphones] = [await listed('camera'), await listed('microphone')];
	await ann.context.addInitScript(() => {
		for (const kind of ['camera', 'microphone'] as const) window.hardware.put(kind, 'first', 'taken');
	});
	await ann.reloads();

	const told = (name: string | undefined, device: string) =>
		about(en.device_usual_inUse, device).replace('{name}', name ?? '');
	const cameraNote = told(cameras[1], en.camera);
	await Promise.all([ann.reads(cameraNote), ann.reads(told(microphones[2], en.microphone))]);
	await Promise.all([ann.uses('camera', 1), ann.uses('microphone', 2), hasOpen(ann, 'video', 1)]);
	await ann.page.locator('.note', { hasText: cameraNote }).getByRole('button', { name: en.keep_this_one }).click();
	await ann.doesNotRead(cameraNote);
	await ann.hasOff('camera', false);
});

localTest(
	'camera and microphone that are off in a call stay off: after a reload, for whoever rejoins, in the next lobby',
	async ({ people }) => {
		const areOff = async (person: Person) => {
			for (const device of DEVICE_KINDS) await person.hasOff(device, true);
			// Not even for a moment.
			expect([await openings(person, 'video'), await openings(person, 'audio')]).toEqual([0, 0]);
		};
		const [ann] = await people.inCall('Ann');
		for (const device of DEVICE_KINDS) await ann.turnsOff(device);
		await ann.reloads();
		await ann.isIn('inCall');
		await areOff(ann);
		await ann.endsCall();
		await ann.presses(en.rejoin);
		await ann.isIn('inCall');
		await areOff(ann);
		await ann.endsCall();

		const next = await people.arrives('Ann', { at: ann.context, room: `${people.room}-2` });
		await areOff(next);
		await next.startsCall();
		await areOff(next);
		await next.turnsOn('microphone');
		await next.endsCall();
		await next.reloads();
		await Promise.all([next.hasOff('microphone', false), next.hasOff('camera', true)]);
		expect(await openings(next, 'video')).toBe(0);
	}
);

describe('the system’s default microphone', () => {
	test('moves: who has not chosen another gets the new one, also after the microphone was off', async ({ people }) => {
		const ann = await people.arrives('Ann', { hardware: {} });
		await ann.hasOff('microphone', false);
		await until('its name is known', async () => (await ann.choiceOf('microphone').locator('option').count()) > 1);
		await ann.page.evaluate(() => window.hardware.makeDefault('microphone', 'second'));
		await until('it is opened anew', async () => (await openings(ann, 'audio')) === 2);
		await ann.hasOff('microphone', false);
		await hasOpen(ann, 'audio', 1);

		await ann.turnsOff('microphone');
		await ann.page.evaluate(() => window.hardware.makeDefault('microphone', 'first'));
		await hasOpen(ann, 'audio', 0);
		await ann.turnsOn('microphone');
		expect(await openings(ann, 'audio')).toBe(3);
	});
});
