/** People in the lobby connect to those in the room, who are told nothing of them but an answer. */
import { describe, expect, test } from 'vitest';
import type { Person } from './support/person';
import { startServer } from './support/server';

const answerTo = (member: Person, offerID = 'offer-1', sdp = 'answer') => ({ to: member.me.userID, offerID, sdp });
const prepares = (visitor: Person, member: Person, offerID?: string) =>
	visitor.says({ t: 'prepare', answer: answerTo(member, offerID) });

/** Ann in the room, with a parked offer, and Ben in the lobby, who has answered it. */
async function annAndHerVisitor(env: Record<string, string> = {}) {
	const server = await startServer({ CONNECT_IN_LOBBY: '1', ...env });
	const ann = await server.member('Ann');
	await ann.parks('offer-1');
	const ben = await server.watcher('Ben');
	prepares(ben, ann);
	expect(await ben.hears('prepared')).toEqual({ t: 'prepared', userID: ann.me.userID, offerID: 'offer-1' });
	await ben.catchesUp();
	return { server, ann, ben };
}

describe('an answer from the lobby', () => {
	test('goes to the owner of the offer, without any name or ID of who gives it', async () => {
		const { ann, ben } = await annAndHerVisitor();
		expect(await ann.hears('visitor')).toEqual({ t: 'visitor', offerID: 'offer-1', sdp: 'answer' });
		await ann.heardNothing();
		await ben.heardNothing();
	});

	test('takes the offer: others come too late, and whoever enters next does not see it', async () => {
		const { server, ann } = await annAndHerVisitor();
		const cleo = await server.person('Cleo');
		cleo.enters();
		expect((await cleo.hears('lobby')).offers).toEqual([]);
		prepares(cleo, ann);
		expect(await cleo.hears('stale')).toEqual({ t: 'stale', userID: ann.me.userID, offerID: 'offer-1' });
		expect((await cleo.joins([answerTo(ann)])).paired).toEqual([]);
	});

	test('makes a login that is told who is connected, and the owner who it is', async () => {
		const { ann, ben } = await annAndHerVisitor();
		ben.logsIn();
		expect((await ben.hears('welcome')).paired).toEqual([ann.me.userID]);
		await ann.isUpToDate();
		expect(ann.unheard.map(({ t }) => t)).toEqual(['visitor', 'users', 'visitorJoined']);
		const { userID: from, sessionID } = ben.me;
		expect(ann.unheard.at(-1)).toEqual({ t: 'visitorJoined', from, sessionID, offerID: 'offer-1' });
		await ben.logsOut();
		expect((await ann.hears('users')).update).toBe('ADD');
		expect(ann.unheard.filter(({ t }) => t === 'visitorLeft')).toEqual([]);
	});

	test.each([
		['its socket is lost', (ben: Person) => ben.vanishes()],
		['it leaves the lobby', (ben: Person) => ben.says({ t: 'logout' })],
		['it enters again', (ben: Person) => ben.enters()],
		['it lets go', (ben: Person, ann: Person) => ben.says({ t: 'release', to: ann.me.userID })]
	] as [string, (ben: Person, ann: Person) => void][])('is taken back when %s', async (_, ends) => {
		const { ann, ben } = await annAndHerVisitor();
		ends(ben, ann);
		expect(await ann.hears('visitorLeft')).toEqual({ t: 'visitorLeft', offerID: 'offer-1' });
	});

	test('is taken back when the login is refused, because the room is full', async () => {
		const { server, ann, ben } = await annAndHerVisitor({ MAX_MEMBERS: '2' });
		await server.member('Cleo');
		ben.logsIn();
		expect(await ben.isRefused()).toBe('capacity.roomFull');
		expect(await ann.hears('visitorLeft')).toEqual({ t: 'visitorLeft', offerID: 'offer-1' });
	});

	test('is taken back when the room is locked and does not admit its giver, who can give no other', async () => {
		const { server, ann, ben } = await annAndHerVisitor();
		await ann.parks('offer-2');
		expect(server.call.rooms.setLocked(ann.me.roomID, true)).toBe(true);
		expect(await ann.hears('visitorLeft')).toEqual({ t: 'visitorLeft', offerID: 'offer-1' });
		expect(await ben.isRefused()).toBe('auth.roomLocked');
		prepares(ben, ann, 'offer-2');
		expect(await ben.isRefused()).toBe('config.notLoggedIn');
		await ann.isUpToDate();
		expect(ann.unheard.map(({ t }) => t)).toEqual(['visitor']);
	});

	test.each([
		['leaves', (ann: Person) => ann.says({ t: 'logout' })],
		['is lost', (ann: Person) => ann.vanishes()]
	] as [string, (ann: Person) => void][])('is of no use any more when the owner %s', async (_, goes) => {
		const { ann, ben } = await annAndHerVisitor();
		goes(ann);
		expect(await ben.hears('stale')).toEqual({ t: 'stale', userID: ann.me.userID, offerID: 'offer-1' });
		ben.logsIn();
		expect((await ben.hears('welcome')).paired).toEqual([]);
	});
});

describe('an answer is not passed on', () => {
	test('if the operator does not want it, and the lobby says so', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		await ann.parks('offer-1');
		const ben = await server.person('Ben');
		ben.enters();
		expect((await ben.hears('lobby')).prepares).toBe(false);
		prepares(ben, ann);
		expect((await ben.hears('stale')).offerID).toBe('offer-1');
		await ann.heardNothing();
		expect((await ben.joins([answerTo(ann)])).paired).toEqual([ann.me.userID]);
	});

	test('to someone who has as many visitors as there are free places', async () => {
		const { server, ann } = await annAndHerVisitor({ MAX_MEMBERS: '2' });
		await ann.catchesUp();
		await ann.parks('offer-2');
		const cleo = await server.watcher('Cleo');
		prepares(cleo, ann, 'offer-2');
		expect((await cleo.hears('stale')).offerID).toBe('offer-2');
		await ann.heardNothing();
		// The offer is still there for the login.
		cleo.logsIn([answerTo(ann, 'offer-2')]);
		expect((await cleo.hears('welcome')).paired).toEqual([ann.me.userID]);
	});

	test('to oneself, to nobody, from the room, or from outside', async () => {
		const { server, ann, ben } = await annAndHerVisitor();
		await ann.parks('offer-2');
		prepares(ann, ann, 'offer-2');
		expect(await ann.isRefused()).toBe('config.notLoggedIn');
		ben.says({ t: 'prepare', answer: { to: 'nobody', offerID: 'offer-2', sdp: '' } });
		expect((await ben.hears('stale')).userID).toBe('nobody');
		const cleo = await server.person('Cleo');
		prepares(cleo, ann, 'offer-2');
		expect(await cleo.isRefused()).toBe('config.notLoggedIn');
		const again = await server.person('Ann', { seat: ann.me.seat });
		again.enters();
		await again.hears('lobby');
		prepares(again, ann, 'offer-2');
		expect((await again.hears('stale')).offerID).toBe('offer-2');
	});

	test('again and again: whoever floods a member is told that they come too late', async () => {
		const { ann, ben } = await annAndHerVisitor({ MAX_MEMBERS: '2' });
		for (let time = 0; time < 10; time += 1) {
			await ann.parks(`offer-${time}`);
			ben.enters();
			prepares(ben, ann, `offer-${time}`);
			await ben.isUpToDate();
			await ann.isUpToDate();
		}
		expect(ann.unheard.filter(({ t }) => t === 'visitor')).toHaveLength(4);
	});
});
