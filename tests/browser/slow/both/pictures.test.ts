/** How much of pictures a person wants: chosen in the lobby or in the call, by mouse or keyboard, and kept for the next call. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { PictureMode } from '../../../../machines/pictures';
import { test } from '../../support/on';
import type { Person } from '../../support/person';
import { until } from '../../support/until';

const list = ({ page }: Person) => page.getByRole('combobox', { name: en.pictures_title, exact: true });
const chooses = (person: Person, mode: PictureMode) => list(person).selectOption(mode);
const hasChosen = async (person: Person, mode: PictureMode) => expect(await list(person).inputValue()).toBe(mode);
const films = (person: Person, count: number) =>
	until(`${count} cameras of ${person.name} are on`, async () => (await person.liveTracks('video')) === count);
const tileOf = async (person: Person, other: Person) => person.tileOf(await other.userID());

test('audio only shows a portrait for every camera and turns mine off; my camera is on again as before when I leave it', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	await ann.presses(en.more);
	// The menu begins with the lists, and is left with Escape.
	await list(ann).focus();
	await ann.page.keyboard.press('End');
	await hasChosen(ann, 'audioOnly');
	await ann.reads(en.pictures_audio_only_hint);
	await ann.page.keyboard.press('Escape');
	await Promise.all([films(ann, 0), ann.hasOff('camera', true), ben.seesThatOff('camera', ann)]);
	await (await tileOf(ann, ben)).getByText(en.tile_audio_only).waitFor();
	// A tile that grows or shrinks brings no pictures.
	await ann.page.setViewportSize({ width: 500, height: 700 });
	await (await tileOf(ann, ann)).getByText(en.tile_audio_only).waitFor();
	expect(await (await tileOf(ann, ben)).locator('video').isVisible()).toBe(false);
	await Promise.all([ann.hears(ben), ben.hears(ann)]);
	expect(await ann.streamsOf(ben)).toEqual(['playing']);

	await ann.presses(en.more);
	await chooses(ann, 'automatic');
	await ann.page.keyboard.press('Escape');
	await Promise.all([films(ann, 1), ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	await (await tileOf(ann, ben)).getByText(en.tile_audio_only).waitFor({ state: 'detached' });
});

test('a call that begins with audio only opens no camera; turning it on ends that, and brings the pictures of the others', async ({
	people
}) => {
	const [ben] = await people.inCall('Ben');
	const ann = await people.arrives('Ann');
	await chooses(ann, 'audioOnly');
	await Promise.all([films(ann, 0), ann.hasOff('camera', true)]);
	await ann.startsCall();
	await (await tileOf(ann, ben)).getByText(en.tile_audio_only).waitFor();
	await ann.reloads();
	await ann.isIn('inCall');
	await (await tileOf(ann, ben)).getByText(en.tile_audio_only).waitFor();
	expect((await ann.journal()).filter(({ what, text }) => what === 'opened' && text === 'video')).toEqual([]);

	await ann.turnsOn('camera');
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	await ann.presses(en.more);
	await hasChosen(ann, 'automatic');
});

test('saving data and the best are remembered for the next call', async ({ people }) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	for (const mode of ['best', 'saveData'] as const) {
		await ann.presses(en.more);
		await chooses(ann, mode);
		await ann.page.keyboard.press('Escape');
		await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	}
	// Off before, it stays off afterwards.
	await ann.turnsOff('camera');
	for (const mode of ['audioOnly', 'saveData'] as const) {
		await ann.presses(en.more);
		await chooses(ann, mode);
		await ann.page.keyboard.press('Escape');
		await ann.hasOff('camera', true);
	}
	await ann.endsCall();
	await ann.reloads();
	await hasChosen(ann, 'saveData');
});
