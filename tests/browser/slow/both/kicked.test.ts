/** Sent away by the server: nobody comes back by themself, and everybody is told why. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { Person } from '../../support/person';
import { localTest, test } from '../../support/on';

/** Someone who came back by themself would do so within a second or two. */
async function staysAway(person: Person): Promise<void> {
	await person.staysIn('destroyed', 3_000);
	await person.leavesNothingOpen();
}

describe('a second login with the same userID', () => {
	test('ends the first call, which does not come back by itself, and is ended in turn when the first person rejoins', async ({
		people,
		chromium
	}) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		const userID = await ben.userID();
		const elsewhere = await people.arrives('Ben', { at: chromium, seat: await ben.seat() });
		await elsewhere.startsCall();
		expect(await elsewhere.userID()).toBe(userID);

		await ben.isIn('destroyed');
		await ben.reads(en.kicked_elsewhere);
		await Promise.all([staysAway(ben), ann.seesPictureOf(elsewhere), elsewhere.seesPictureOf(ann)]);
		await ann.seesNobodyBut(elsewhere);
		await elsewhere.isIn('inCall');

		await ben.presses(en.rejoin);
		await ben.isIn('inCall');
		await elsewhere.isIn('destroyed');
		await elsewhere.reads(en.kicked_elsewhere);
	});
});

test('a duplicate of a tab is another person: it begins in the lobby, and the first stays in the call', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	const twin = await people.duplicates(ann);
	await twin.page.getByRole('heading', { name: en.status_ready }).waitFor();
	expect(await twin.state()).toBe('idle');
	await twin.startsCall();
	expect(await twin.userID()).not.toBe(await ann.userID());
	await Promise.all([ann.seesPictureOf(twin), twin.seesPictureOf(ann)]);
	expect(await ann.state()).toBe('inCall');
});

describe('a host', () => {
	localTest('removes a person: the call ends for them and goes on for the others', async ({ people, app }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await app.removeUser(people.room, await ben.userID());
		await ann.isTold('Ben was removed by the host');
		await ann.seesNobodyBut();
		await ben.isIn('destroyed');
		await ben.reads(en.kicked_byHost);
		await staysAway(ben);
		expect(await ann.state()).toBe('inCall');
	});

	localTest('ends the call for everyone', async ({ people, app }) => {
		const everyone = await people.inCall('Ann', 'Ben');
		await app.endRoom(people.room);
		await Promise.all(
			everyone.map(async (person) => {
				await person.isIn('destroyed');
				await person.reads(en.kicked_roomEnded);
				await staysAway(person);
			})
		);
	});
});
