import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DELAYS } from '../../../../machines/delays';
import type { RoomLogin } from '../../../../machines/engine';
import type { FailureCode } from '../../../../machines/failure';
import { STRAY_ERROR } from '../../contract/differences';
import { meet } from '../../contract/engines';
import { ZegoStage } from '../../harness/zego.stage';
import { eventually } from '../../harness/eventually';

let stage: ZegoStage;
beforeAll(async () => {
	stage = await ZegoStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('a login', () => {
	test('with an invalid ID, name or token is refused', async () => {
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
			await eventually(async () => expect(await ann.told('room.LOGIN_FAILED')).toHaveLength(failed + 1));
			expect((await ann.told('room.LOGIN_FAILED')).at(-1)?.failure?.code).toBe(failure);
			expect(await ann.settles('login')).toMatchObject({ failed: { code: failure } });
		}
	});

	test('with an unknown app ID is refused', async () => {
		stage.cloud.faults.add('appConfig', { do: 'refuse', code: 20012 });
		stage.cloud.faults.add('login', { do: 'swallow' });
		const ann = await stage.person('ann');
		await ann.do('login', ann.ticket(stage.newRoom()));
		expect((await ann.hears('room.LOGIN_FAILED')).failure).toMatchObject({
			code: 'config.invalid',
			detail: 'ZEGO 1001004'
		});
	});

	test("that is refused with an unknown code reports `unknown.error` and the server's number", async () => {
		const ann = await stage.person('ann');
		stage.cloud.faults.add('login', { do: 'refuse', code: 9999 });
		await ann.do('login', ann.ticket(stage.newRoom()));
		expect((await ann.hears('room.LOGIN_FAILED')).failure).toMatchObject({
			code: 'unknown.error',
			detail: 'ZEGO 1002099, server 52009999'
		});
	});

	test('is refused while another is under way or done, and the other goes on', async () => {
		const ann = await stage.person('ann');
		const [room, other] = [stage.newRoom(), stage.newRoom()];
		stage.cloud.faults.add('login', { do: 'delay', ms: 300 }, { times: 1 });
		await ann.do('login', ann.ticket(room));
		await ann.do('login', ann.ticket(other));
		expect(await ann.settles('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
		await ann.hears('room.LOGINED', ({ roomID }) => roomID === room);
		await ann.do('login', ann.ticket(other));
		expect(await ann.settles('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
		expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED']);
		expect(stage.cloud.rooms.get(other)).toBeUndefined();
	});

	test("that is never answered fails after our own timeout, not after the SDK's 300 s", async () => {
		stage.cloud.faults.add('login', { do: 'swallow' });
		const ann = await stage.person('ann', { fakeClock: true });
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('room.LOGINING');
		await stage.passTime(ann, DELAYS.reconnecting - 10_000);
		expect(await ann.told('room.LOGIN_FAILED')).toEqual([]);
		await stage.passTime(ann, 11_000);
		expect((await ann.hears('room.LOGIN_FAILED')).failure?.code).toBe('network.loginTimeout');
	});
});

test('without its remote settings the SDK throws at the page, and the call goes on', async () => {
	stage.cloud.faults.add('settings', { do: 'refuse', code: 503 });
	const [ann, bob] = await meet(stage, ['ann', 'bob']);
	await eventually(() => expect(new Set([...ann.pageErrors, ...bob.pageErrors])).toEqual(new Set([STRAY_ERROR])));
	await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
});

test('closing the tab is leaving: the SDK logs out in the last moment', async () => {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await Promise.all([ann.join(room, ['microphone']), bob.join(room, [])]);
	await bob.hears('room.streamUpdate');
	await ann.vanish();
	await bob.hears('room.streamUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'left');
	await bob.hears('room.userUpdate', ({ update, reason }) => update === 'DELETE' && reason === 'left');
});

test('a renewed token is sent to the server, but not before a login', async () => {
	// A server that says nothing of tokens is sent none.
	stage.cloud.options.tokenSeconds = 3_600;
	const ann = await stage.person('ann');
	const ticket = ann.ticket(stage.newRoom());
	await ann.do('renew', ticket.token);
	await ann.do('login', ticket);
	await ann.hears('room.LOGINED');
	expect(stage.cloud.renewals).toEqual([]);
	const { token } = ann.ticket();
	await ann.do('renew', token);
	await eventually(() => expect(stage.cloud.renewals).toEqual([{ userID: ann.userID, token }]));
});
