/** Who speaks is shown to the others and to themself, and nobody is told in words. */
import { expect } from 'vitest';
import { test } from '../../support/on';
import type { Person } from '../../support/person';
import { until } from '../../support/until';

const speaks = ({ page }: Person, aloud: boolean) => page.evaluate((aloud) => window.voice.speak(aloud), aloud);

/** By the ring on their tile. */
const seesSpeaking = async (person: Person, other: Person, speaking: boolean) => {
	const ring = person.tileOf(await other.userID()).locator('[data-speaking]');
	await until(
		`${person.name} sees ${other.name} ${speaking ? 'speak' : 'say nothing'}`,
		async () => (await ring.count()) === Number(speaking),
		10_000
	);
};
const said = async (person: Person) => (await person.journal()).filter(({ what }) => what === 'says').length;

test('there is a ring on whoever speaks, until they are quiet, mute themself or go', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { voice: true });
	await ben.startsCall();
	const both = (speaking: boolean) => Promise.all([ann, ben].map((one) => seesSpeaking(one, ben, speaking)));
	await ann.seesPictureOf(ben);
	await both(false);
	const before = await said(ann);
	await speaks(ben, true);
	await Promise.all([both(true), ann.hears(ben)]);
	expect(await ann.page.locator('[data-speaking]').count()).toBe(1);
	await speaks(ben, false);
	await both(false);

	await speaks(ben, true);
	await both(true);
	await ben.turnsOff('microphone');
	await both(false);
	await ben.turnsOn('microphone');
	await both(true);
	expect(await said(ann)).toBe(before);

	await ben.endsCall();
	await ann.seesNobodyBut();
});
