import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoomLogin } from '../../../machines/engine';
import type { FailureCode } from '../../../machines/failure';
import { token } from './person';
import { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('a login', () => {
	test('tells streams before it is done and users after; publishing is asked for at once', async () => {
		const room = stage.newRoom();
		const ann = await stage.person('ann');
		await ann.do('check');
		await ann.join(room);
		const bob = await stage.person('bob');
		await bob.join(room);

		expect(await bob.outcomeOf('login')).toBe('done');
		const history = (await bob.history()).split(' ');
		const inOrder = ['room.LOGINING', 'publisher.PUBLISH_REQUESTING', 'room.streamUpdate', 'room.LOGINED'];
		expect(history.filter((type) => inOrder.includes(type))).toEqual(inOrder);
		expect(history.indexOf('room.userUpdate')).toBeGreaterThan(history.indexOf('room.LOGINED'));
		const me = { userID: ann.userID, userName: 'ann' };
		expect(await bob.told('room.streamUpdate')).toMatchObject([
			{ roomID: room, update: 'ADD', streams: [{ streamID: ann.streamID, user: me }], reason: null }
		]);
		expect(await bob.told('room.userUpdate')).toMatchObject([{ update: 'ADD', users: [me], reason: null }]);
		await ann.hears('room.userUpdate', ({ users }) => users[0]?.userID === bob.userID);
		await ann.hears('room.streamUpdate', ({ streams }) => streams[0]?.streamID === bob.streamID);
	});

	test('is refused with each code, and can be tried again', async () => {
		const ann = await stage.person('ann');
		const refusals: [number, FailureCode, reason?: 'KICKOUT'][] = [
			[1105, 'capacity.roomFull'],
			[5030, 'auth.blacklisted'],
			[50119, 'auth.tokenInvalid'],
			[50117, 'auth.tokenExpired'],
			[50013, 'kicked.elsewhere', 'KICKOUT'],
			[9999, 'unknown.error']
		];
		for (const [code, failure, reason = 'LOGIN_FAILED'] of refusals) {
			stage.cloud.faults.add('login', { do: 'refuse', code }, { times: 1 });
			await ann.do('login', ann.ticket(stage.newRoom()));
			const told = await ann.hears(`room.${reason}`, (event) => event.failure?.code === failure);
			expect(await ann.outcomeOf('login')).toMatchObject({ failed: { code: failure } });
			if (failure === 'unknown.error') expect(told.failure?.detail).toBe(`ZEGO 1002099, server ${52_000_000 + code}`);
		}
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('room.LOGINED');
	});

	test('is refused for what it says', async () => {
		const ann = await stage.person('ann');
		const good = ann.ticket(stage.newRoom());
		const wrong: [Partial<RoomLogin>, FailureCode][] = [
			[{ roomID: '' }, 'config.roomID'],
			[{ roomID: 'ü' }, 'config.roomID'],
			[{ roomID: 'r'.repeat(129) }, 'config.roomID'],
			[{ user: { userID: '', userName: 'x' } }, 'config.userID'],
			[{ user: { userID: 'u'.repeat(65), userName: 'x' } }, 'config.userID'],
			[{ user: { userID: 'u', userName: 'n'.repeat(257) } }, 'config.userName'],
			[{ token: '' }, 'config.invalid']
		];
		for (const [part, failure] of wrong) {
			const failed = (await ann.told('room.LOGIN_FAILED')).length;
			await ann.do('login', { ...good, ...part });
			await vi.waitFor(async () => expect(await ann.told('room.LOGIN_FAILED')).toHaveLength(failed + 1));
			expect((await ann.told('room.LOGIN_FAILED')).at(-1)?.failure?.code).toBe(failure);
			expect(await ann.outcomeOf('login')).toMatchObject({ failed: { code: failure } });
		}
	});

	test('is refused for an app ID nobody knows', async () => {
		stage.cloud.faults.add('appConfig', { do: 'refuse', code: 20012 });
		stage.cloud.faults.add('login', { do: 'swallow' });
		const ann = await stage.person('ann');
		await ann.do('login', ann.ticket(stage.newRoom()));
		expect((await ann.hears('room.LOGIN_FAILED')).failure).toMatchObject({
			code: 'config.invalid',
			detail: 'ZEGO 1001004'
		});
	});

	test('is refused while one is under way or done, which goes on', async () => {
		const ann = await stage.person('ann');
		const [room, other] = [stage.newRoom(), stage.newRoom()];
		stage.cloud.faults.add('login', { do: 'delay', ms: 300 }, { times: 1 });
		await ann.do('login', ann.ticket(room));
		await ann.do('login', ann.ticket(other));
		expect(await ann.outcomeOf('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
		await ann.hears('room.LOGINED', ({ roomID }) => roomID === room);
		await ann.do('login', ann.ticket(other));
		expect(await ann.outcomeOf('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
		expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED']);
		expect(stage.cloud.rooms.get(other)).toBeUndefined();
	});

	test('that is never answered fails when our own patience is over, not after 300 s', async () => {
		stage.cloud.faults.add('login', { do: 'swallow' });
		const ann = await stage.person('ann', ({ page }) => page.clock.install());
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('room.LOGINING');
		await ann.page.clock.fastForward(50_000);
		expect(await ann.told('room.LOGIN_FAILED')).toEqual([]);
		await ann.page.clock.fastForward(11_000);
		expect((await ann.hears('room.LOGIN_FAILED')).failure?.code).toBe('network.loginTimeout');
	});
});

describe('a token', () => {
	test('is about to expire, is renewed, and ends the call if it is not', async () => {
		const ann = await stage.person('ann');
		await ann.do('renew', token(3_600));
		stage.cloud.options.tokenSeconds = 31;
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('room.LOGINED');
		await ann.hears('token.willExpire');
		const another = token(7_200);
		await ann.do('renew', another);
		await vi.waitFor(() => expect(stage.cloud.renewals).toEqual([{ userID: ann.userID, token: another }]));
		stage.cloud.options.tokenSeconds = 0;
		stage.cloud.kick(ann.userID, 'tokenExpired');
		expect((await ann.hears('room.KICKOUT')).failure?.code).toBe('auth.tokenExpired');
	});
});

describe('switching rooms', () => {
	test('leaves one and enters the other, with the stream', async () => {
		const [here, there] = [stage.newRoom(), stage.newRoom()];
		const [ann, bob, cleo] = [await stage.person('ann'), await stage.person('bob'), await stage.person('cleo')];
		await Promise.all([ann.join(here), bob.join(here, []), cleo.join(there, [])]);
		await bob.sees(ann.streamID);
		await ann.do('switchRoom', here, ann.ticket(there));
		await ann.hears('room.LOGINED', ({ roomID }) => roomID === there);
		const rooms = (await ann.events()).flatMap((event) =>
			event.type.startsWith('room.LOG') && 'roomID' in event ? [`${event.type.slice(5)} ${event.roomID}`] : []
		);
		expect(rooms).toEqual([
			`LOGINING ${here}`,
			`LOGINED ${here}`,
			`LOGOUT ${here}`,
			`LOGINING ${there}`,
			`LOGINED ${there}`
		]);
		await Promise.all([cleo.sees(ann.streamID), bob.hears('room.userUpdate', ({ update }) => update === 'DELETE')]);
	});

	test('is refused by the other room', async () => {
		const here = stage.newRoom();
		const ann = await stage.person('ann');
		await ann.join(here, []);
		stage.cloud.faults.add('login', { do: 'refuse', code: 1105 }, { times: 1 });
		await ann.do('switchRoom', here, ann.ticket(stage.newRoom()));
		expect((await ann.hears('room.LOGIN_FAILED')).failure?.code).toBe('capacity.roomFull');
		expect(await ann.outcomeOf('switch')).toMatchObject({ failed: { code: 'capacity.roomFull' } });
	});
});
