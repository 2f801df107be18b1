/** Who speaks is shown to the others and to themself, and nobody is told in words. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import { DELAYS } from '../../../../machines/delays';
import { test } from '../../support/on';
import type { Person } from '../../support/person';
import type { People } from '../../support/test';
import { until } from '../../support/until';

/** In the call, one after the other, and silent. */
async function arrive<const N extends readonly string[]>(people: People, ...names: N) {
	const everyone: Person[] = [];
	for (const name of names) {
		const person = await people.arrives(name, { voice: true });
		await person.startsCall();
		everyone.push(person);
	}
	return everyone as { -readonly [K in keyof N]: Person };
}

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
const passes = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const said = async (person: Person) => (await person.journal()).filter(({ what }) => what === 'says').length;

test('there is a ring on whoever speaks, until they are quiet, mute themself or go', async ({ people }) => {
	const [ann, ben] = await arrive(people, 'Ann', 'Ben');
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

test('someone who speaks while muted is told so for a while, and heard again after a click; until then nothing is sent', async ({
	people
}) => {
	const [ann, ben] = await arrive(people, 'Ann', 'Ben');
	await ann.seesPictureOf(ben);
	const opened = async () => (await ben.journal()).filter(({ what }) => what === 'opened').length;
	const before = await opened();
	await ben.turnsOff('microphone');
	await passes(DELAYS.muteSettling);
	// A word to somebody else.
	await speaks(ben, true);
	await passes(400);
	await speaks(ben, false);
	await passes(DELAYS.mutedSpeech);
	expect(await ben.page.getByText(en.muted_speaking).count()).toBe(0);
	await speaks(ben, true);
	await ben.reads(en.muted_speaking);
	await ben.isTold(en.muted_speaking);
	await Promise.all([ann.hearsNothingOf(ben), seesSpeaking(ann, ben, false)]);
	await ben.doesNotRead(en.muted_speaking);
	await ben.turnsOn('microphone');
	await Promise.all([ann.hears(ben), seesSpeaking(ann, ben, true)]);
	// It was never closed, and not opened again to listen.
	expect(await opened()).toBe(before);
});

test('the hint has the button that ends it', async ({ people }) => {
	const [ben] = await arrive(people, 'Ben');
	await ben.turnsOff('microphone');
	await passes(DELAYS.muteSettling);
	await speaks(ben, true);
	await ben.reads(en.muted_speaking);
	await ben.presses(en.unmute_microphone);
	await ben.doesNotRead(en.muted_speaking);
	await ben.hasOff('microphone', false);
});
