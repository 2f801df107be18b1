import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allMeet, type Person } from '../harness/person';
import { Stage } from '../harness/stage';

let stage: Stage;
beforeAll(async () => void (stage = await Stage.open()));
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function meet(roomID: string, ...names: string[]): Promise<Person[]> {
	const people = await Promise.all(names.map((name) => stage.person(name)));
	for (const person of people) await person.join(roomID);
	await allMeet(...people);
	return people;
}

const isDelete = ({ update }: { update: string }) => update === 'DELETE';
const none: unknown[] = [];

describe('someone is gone', () => {
	it('a closed tab is noticed within a second', async () => {
		const [ana, bo] = (await meet('room-tab', 'ana', 'bo')) as [Person, Person];
		const closed = Date.now();
		await bo.page.close();
		const gone = await ana.hears('room.userUpdate', isDelete);
		expect(gone).toMatchObject({ users: [{ userID: bo.userID }], reason: 'lost' });
		expect(gone.at - closed).toBeLessThan(1_000);
		expect(await ana.told('room.streamUpdate', isDelete)).toMatchObject([{ reason: 'lost' }]);
	});

	it('a cut network within four, on both sides, and both see each other again when it is back', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await bo.cutMedia(false);
		await ana.join('room-cut');
		await bo.join('room-cut');
		await allMeet(ana, bo);
		const cut = Date.now();
		await bo.cutNetwork(true);
		const [gone, away, stalled] = await Promise.all([
			ana.hears('room.userUpdate', isDelete),
			bo.hears('room.RECONNECTING'),
			bo.hears('player.PLAY_REQUESTING', ({ failure }) => failure?.code === 'stream.interrupted')
		]);
		expect(gone.reason).toBe('lost');
		expect(gone.at - cut).toBeLessThan(4_000);
		expect(away.at - cut).toBeLessThan(3_000);
		expect(stalled.at - cut).toBeLessThan(4_500);

		const back = Date.now();
		await bo.cutNetwork(false);
		const again = await bo.hears('room.RECONNECTED');
		expect(again.at - back).toBeLessThan(2_500);
		await allMeet(ana, bo);
		expect(await ana.told('room.userUpdate', ({ update }) => update === 'ADD')).toHaveLength(2);
	});
});

describe('only the signalling is lost', () => {
	it('media goes on and the others notice nothing', async () => {
		const [ana, bo] = (await meet('room-signal', 'ana', 'bo')) as [Person, Person];
		const before = (await ana.told('room.userUpdate')).length;
		const cut = Date.now();
		await bo.context.setOffline(true);
		const away = await bo.hears('room.RECONNECTING');
		expect(away.at - cut).toBeLessThan(3_000);
		await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
		// The server drops a silent socket after 2.5 s; what is published meanwhile is told afterwards.
		await new Promise((resolve) => setTimeout(resolve, 2_000));
		await bo.do('close', 'microphone');
		await bo.context.setOffline(false);
		await bo.hears('room.RECONNECTED');
		await ana.hears('remote.device', ({ status }) => status === 'MUTE');
		for (const userID of [bo.userID, '']) {
			await ana.hears('network.quality', (told) => told.userID === userID && told.uplink >= 0 && told.downlink >= 0);
		}
		await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
		expect(await ana.told('room.userUpdate')).toHaveLength(before);
		expect(await ana.told('room.streamUpdate', isDelete)).toEqual(none);
		expect(await ana.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual(none);
	});

	it('a logout that nobody can be told fails, and leaves nothing behind', async () => {
		const [ana, bo] = (await meet('room-untold', 'ana', 'bo')) as [Person, Person];
		await bo.context.setOffline(true);
		await bo.hears('room.RECONNECTING');
		await bo.do('leave');
		await bo.hears('room.LOGOUT_FAILED', ({ failure }) => failure?.code === 'network.broken', 100);
		await bo.do('destroy');
		expect(await bo.do('leftovers')).toEqual({ tracks: 0, connections: 0, sockets: 0, listeners: 0, timers: 0 });
		await ana.hears('room.userUpdate', (event) => isDelete(event) && event.reason === 'lost');
	});

	it('the server is killed and comes back: nobody is lost, nobody is there twice, the token is renewed', async () => {
		const [ana, bo] = (await meet('room-kill', 'ana', 'bo')) as [Person, Person];
		await stage.killServer();
		await Promise.all([ana.hears('room.RECONNECTING'), bo.hears('room.RECONNECTING')]);
		await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
		await stage.startServer();
		for (const person of [ana, bo]) {
			await person.hears('token.willExpire');
			await person.do('renew', person.ticket().token);
		}
		await Promise.all([ana.hears('room.RECONNECTED'), bo.hears('room.RECONNECTED')]);
		const cy = await stage.person('cy');
		await cy.join('room-kill');
		await allMeet(ana, bo, cy);
		for (const person of [ana, bo]) {
			expect(await person.told('room.userUpdate', isDelete)).toEqual(none);
			expect(await person.told('room.streamUpdate', isDelete)).toEqual(none);
			expect(await person.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual(none);
		}
		expect(await cy.told('room.userUpdate')).toMatchObject([{ users: [{}, {}] }]);
	});
});

it('only the path of the media is lost: it is repaired, and the room notices nothing', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
	await bo.cutMedia(false);
	await ana.join('room-path');
	await bo.join('room-path');
	await allMeet(ana, bo);
	await bo.cutMedia(true);
	const stalled = ({ failure }: { failure: { code: string } | null }) => failure?.code === 'stream.interrupted';
	await Promise.all([ana.hears('player.PLAY_REQUESTING', stalled), bo.hears('player.PLAY_REQUESTING', stalled)]);
	// Long enough for ICE to be restarted in vain.
	await new Promise((resolve) => setTimeout(resolve, 4_000));
	await bo.cutMedia(false);
	await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
	await ana.hears('player.PLAYING', ({ at }) => at > Date.now() - 10_000);
	expect(await ana.told('room.userUpdate', isDelete)).toEqual(none);
	expect(await ana.reasons()).toEqual(['room.LOGINING', 'room.LOGINED']);
});

describe('the server says no', () => {
	it('kicks the first of two with the same user, and by request', async () => {
		const [ana, bo] = (await meet('room-kick', 'ana', 'bo')) as [Person, Person];
		const twin = await stage.person('ana');
		await twin.as(ana).join('room-kick');
		await ana.hears('room.KICKOUT', ({ failure }) => failure?.code === 'kicked.elsewhere');
		expect(await ana.do('leftovers')).toMatchObject({ connections: 0, sockets: 0 });
		await Promise.all([bo.sees(twin.streamID), twin.sees(bo.streamID)]);
		expect(await bo.told('room.userUpdate', isDelete)).toMatchObject([{ reason: 'elsewhere' }]);
		stage.calls.rooms.kick('room-kick', twin.userID);
		await twin.hears('room.KICKOUT', ({ failure }) => failure?.code === 'kicked.byHost');
		await bo.hears('room.userUpdate', ({ reason }) => reason === 'kicked');
	});

	it('refuses a token, takes a better one', async () => {
		const ana = await stage.person('ana');
		const ticket = ana.ticket('room-token');
		const foreign = { ...ticket, token: ticket.token.slice(0, -6) + 'AAAAAA' };
		await expect(ana.do('enter', foreign)).rejects.toThrow(/auth\.tokenInvalid/);
		await expect(ana.do('login', foreign, true)).rejects.toThrow(/auth\.tokenInvalid/);
		await ana.hears('room.LOGIN_FAILED', ({ failure }) => failure?.code === 'auth.tokenInvalid');
		await ana.do('login', ticket, true);
		await ana.hears('publisher.PUBLISHING');
		await expect(ana.do('login', ticket, true)).rejects.toThrow(/config\.alreadyLoggedIn/);
	});

	it('tells of a token that will expire, and goes on with the fresh one', async () => {
		const [ana] = (await meet('room-expiry', 'ana')) as [Person];
		stage.tokenLifetime = 4;
		const short = ana.ticket().token;
		await ana.do('renew', short);
		stage.tokenLifetime = 3_600;
		await ana.hears('token.willExpire');
		await ana.do('renew', ana.ticket().token);
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		expect(await ana.reasons()).toEqual(['room.LOGINING', 'room.LOGINED']);
	});
});
