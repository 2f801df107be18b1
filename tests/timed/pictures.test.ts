/** What must not be seen: the pictures go on, with no gap that anybody would notice, whatever happens around them. */
import { describe, expect } from 'vitest';
import { seeAndHear } from '../browser/support/person';
import { until } from '../browser/support/until';
import { test } from '../browser/support/test';

/** The fake camera makes five pictures a second (ms). */
const LONGEST_GAP = 1_000;

describe('a server that is ended', () => {
	for (const way of ['kill', 'stop'] as const) {
		test(`by ${way} and comes back: pictures never stop, and the room is right`, async ({ people }) => {
			const app = await people.ownApp();
			const ann = await people.arrives('Ann', { app });
			const ben = await people.arrives('Ben', { app });
			for (const person of [ann, ben]) {
				person.expectsErrors(/WebSocket connection/, /net::ERR_CONNECTION_REFUSED/, /net::ERR_EMPTY_RESPONSE/);
				await person.startsCall();
			}
			await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
			const films = [await ann.watches(ben), await ben.watches(ann)];

			await app[way]();
			await Promise.all([ann.isIn('reconnecting'), ben.isIn('reconnecting')]);
			await seeAndHear(ann, ben);
			await app.restart();
			await Promise.all([ann.isIn('inCall'), ben.isIn('inCall')]);
			await Promise.all([ann.seesNobodyBut(ben), ben.seesNobodyBut(ann)]);
			await seeAndHear(ann, ben);

			for (const film of films) expect((await film()).longestGap).toBeLessThan(LONGEST_GAP);
			expect(await app.members()).toBe(2);
			await ben.endsCall();
			await ann.isTold('Ben left');
			await ann.seesNobodyBut();
		});
	}
});

test('a token that has expired is renewed without anyone noticing', { timeout: 60_000 }, async ({ people }) => {
	const app = await people.ownApp({ TOKEN_LIFETIME: '3' });
	const ann = await people.arrives('Ann', { app });
	const ben = await people.arrives('Ben', { app });
	await Promise.all([ann.startsCall(), ben.startsCall()]);
	const since = Date.now();
	const film = await ann.watches(ben);
	await until('three tokens have expired', () => Date.now() - since > 9_000);
	expect((await film()).longestGap).toBeLessThan(LONGEST_GAP);
	for (const person of [ann, ben]) {
		const states = (await person.journal()).filter(({ at, what }) => what === 'state' && at > since);
		expect(states).toEqual([]);
	}
});
