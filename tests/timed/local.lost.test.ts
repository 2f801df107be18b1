import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserPerson } from '../engine/harness/browser.person';
import { LocalStage } from '../engine/harness/local.stage';
import { allMeet, isDelete } from '../engine/harness/person';

let stage: LocalStage;
beforeAll(async () => void (stage = await LocalStage.open()));
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function meet(roomID: string, ...names: string[]): Promise<BrowserPerson[]> {
	const people = await Promise.all(names.map((name) => stage.person(name)));
	for (const person of people) await person.join(roomID);
	await allMeet(...people);
	return people;
}

const none: unknown[] = [];

describe('someone is gone', () => {
	it('a closed tab is noticed within a second', async () => {
		const [ana, bo] = (await meet('room-tab', 'ana', 'bo')) as [BrowserPerson, BrowserPerson];
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
		const [ana, bo] = (await meet('room-signal', 'ana', 'bo')) as [BrowserPerson, BrowserPerson];
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

	it('the server is killed and comes back: nobody is lost, nobody is there twice, the token is renewed', async () => {
		const [ana, bo] = (await meet('room-kill', 'ana', 'bo')) as [BrowserPerson, BrowserPerson];
		await stage.killServer();
		await Promise.all([ana.hears('room.RECONNECTING'), bo.hears('room.RECONNECTING')]);
		await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
		await stage.comeBack();
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
	expect(await ana.reasons()).toEqual(['LOGINING', 'LOGINED']);
});

describe('the server says no', () => {
	it('refuses a token, takes a better one', async () => {
		const ana = await stage.person('ana');
		const ticket = ana.ticket('room-token');
		const foreign = { ...ticket, token: ticket.token.slice(0, -6) + 'AAAAAA' };
		await expect(ana.do('enter', foreign)).rejects.toThrow(/auth\.tokenInvalid/);
		await ana.do('login', foreign, true);
		await ana.hears('room.LOGIN_FAILED', ({ failure }) => failure?.code === 'auth.tokenInvalid');
		await ana.do('login', ticket, true);
		await ana.hears('publisher.PUBLISHING');
		await ana.do('login', ticket, true);
		expect(await ana.settles('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
	});
});
