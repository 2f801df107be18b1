/** Someone whose page can't answer for a while, or whose clock is wrong, is still there; and whoever goes meanwhile is gone. */
import { expect } from 'vitest';
import { seeAndHear, type Person } from '../support/person';
import { test, type People } from '../support/test';
import { until } from '../support/until';

const FROZEN = 75_000;
const HOUR = 60 * 60 * 1_000;
/** Longer than anything waits for a beat or a packet before it calls someone lost. */
const PATIENCE = 6_000;

/** What someone noticed of another who was there all the time: a reconnect, a picture that was stuck, or a word that they went. */
async function troubles(person: Person, other: Person): Promise<string[]> {
	const [journal, userID] = await Promise.all([person.journal(), other.userID()]);
	return journal
		.filter(
			({ what, text }) =>
				(what === 'state' && text === 'reconnecting') ||
				(what === 'says' && text.startsWith(other.name) && !text.endsWith('joined')) ||
				(what === 'tile state' && text.startsWith(userID) && /stalled|retrying|failed/.test(text))
		)
		.map(({ what, text }) => `${person.name}: ${what} “${text}”`);
}

async function stillMeet(ann: Person, ben: Person): Promise<void> {
	await seeAndHear(ann, ben);
	await Promise.all([ann.seesNobodyBut(ben), ben.seesNobodyBut(ann)]);
	expect([...(await troubles(ann, ben)), ...(await troubles(ben, ann))]).toEqual([]);
}

/** Ann and Ben, who stay, and Eve, who will go. */
async function threeMeet(people: People) {
	const everyone = await people.inCall('Ann', 'Ben', 'Eve');
	await seeAndHear(...everyone);
	return everyone;
}

test('a tab that is frozen for 75 seconds', { timeout: FROZEN + 90_000 }, async ({ people }) => {
	const [ann, ben, eve] = await threeMeet(people);
	await ben.freezes();
	const since = Date.now();
	await eve.page.close();
	await ann.seesNobodyBut(ben);
	await until('the tab was frozen long enough', () => Date.now() - since > FROZEN, FROZEN + 5_000);
	await ann.seesPictureOf(ben);
	await ben.thaws();
	await stillMeet(ann, ben);

	await ben.freezes();
	await ben.page.close();
	await ann.seesNobodyBut();
});

test('a clock that jumps by hours, forward and back', { timeout: 90_000 }, async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { fakeClock: true });
	await ben.startsCall();
	for (const jump of [5 * HOUR, -10 * HOUR]) {
		await ben.page.clock.setSystemTime(Date.now() + jump);
		const [eve] = await people.inCall('Eve');
		await Promise.all([ann.seesPictureOf(eve), ben.seesPictureOf(eve)]);
		await eve.page.close();
		await ben.staysIn('inCall', PATIENCE);
		await stillMeet(ann, ben);
	}
});
