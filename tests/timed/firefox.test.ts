/** Of two people one is in Firefox: no picture stands still, and after one of them was offline they see and hear each other in seconds. */
import type { Browser } from 'playwright-core';
import { describe, expect } from 'vitest';
import { streamIDOf } from '../../machines/stream';
import { hasFirefox } from '../browser/support/firefox/firefox';
import { BROWSERS, meet } from '../browser/support/firefox/meeting';
import { seeAndHear, type Person } from '../browser/support/person';
import { test, type People } from '../browser/support/test';
import { until } from '../browser/support/until';
import { test as onZego } from '../browser/support/zego';

/** A person sees a pause in the picture from here on (ms). */
const STALL = 2_000;
/** By now all packets from before an outage have come, and are shown (ms). */
const ON_THEIR_WAY = 2_000;
/**
 * Until both see each other again after an outage (ms). At times the first ICE restart after a long one leads nowhere (measured), and
 * the next one comes after five seconds.
 */
const RECOVERY = 8_000;
const MINUTE = 60_000;

describe.skipIf(!hasFirefox).each(BROWSERS)('with someone in Firefox, and %s first', (first) => {
	test.for([
		['first', 5],
		['second', 25]
	] as const)('whoever came %s is offline for %i s', async ([comer, seconds], { people, firefox }) => {
		const { fox, chrome } = await meet(people, firefox, first, { canLoseNetwork: true });
		const isFox = (comer === 'first') === (first === 'Firefox');
		const [away, other] = isFox ? [fox, chrome] : [chrome, fox];
		const lost = await away.losesNetwork();
		// Firefox can't lose its packets by itself: the other side drops them.
		if (isFox) await chrome.losesMedia();
		const isOver = (ms: number) => until('it is over', () => Date.now() - lost > ms, ms + 5_000);
		const frames = () => Promise.all([framesOf(away, other), framesOf(other, away)]);
		await isOver(ON_THEIR_WAY);
		const [awaySaw, otherSaw] = await frames();
		await away.isIn('reconnecting');
		await isOver(seconds * 1_000);
		expect(await frames()).toEqual([awaySaw, expect.toBeOneOf([otherSaw, null])]);
		await Promise.all([fox.getsNetworkBack(), chrome.getsNetworkBack()]);
		const back = Date.now();
		await Promise.all([fox.seesPictureOf(chrome), chrome.seesPictureOf(fox)]);
		expect(Date.now() - back).toBeLessThan(RECOVERY);
		await away.isIn('inCall');
		await seeAndHear(fox, chrome);
		await Promise.all([other.seesNobodyBut(away), away.seesNobodyBut(other)]);
	});
});

/** So many pictures of the other have come; null if their tile is gone. */
const framesOf = async (one: Person, other: Person) => {
	const video = one.video(streamIDOf(await other.userID(), 'camera'));
	return video.evaluateAll(([element]) =>
		element instanceof HTMLVideoElement ? window.probe.framesOf(element) : null
	);
};

const NO_STALL =
	'with someone in Firefox, who came after one in Chromium and before another, picture and sound go on for a minute without a stall';
test.skipIf(!hasFirefox)(NO_STALL, { timeout: 2 * MINUTE }, watchForAMinute);
onZego.skipIf(!hasFirefox)(`on ZEGO ${NO_STALL}`, { timeout: 2 * MINUTE }, watchForAMinute);

async function watchForAMinute({ people, firefox }: { people: People; firefox: Browser }): Promise<void> {
	// Debian's Firefox has no H.264, which is what people send on ZEGO unless the operator says otherwise.
	const app = await people.ownApp({ ZEGO_VIDEO_CODEC: 'VP8' });
	const { chrome, fox } = await meet(people, firefox, 'Chromium', { app });
	const late = await people.arrives('Late', { app });
	await late.startsCall();
	await seeAndHear(chrome, fox, late);
	const begin = Date.now();
	const watch = async (one: Person, other: Person) => {
		while (Date.now() - begin < MINUTE)
			await Promise.all([one.seesPictureOf(other, 'camera', STALL), one.hears(other, STALL)]);
	};
	await Promise.all([watch(chrome, fox), watch(fox, chrome), watch(late, fox), watch(fox, late)]);
	const journals = await Promise.all([chrome, fox, late].map((person) => person.journal()));
	expect(journals.flat().filter(({ at, what }) => what === 'tile state' && at > begin)).toEqual([]);
}
