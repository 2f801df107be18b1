import { describe, expect, test } from 'vitest';
import { failureOf, isAdd, isDelete } from '../harness/person';
import type { Refusal } from '../harness/stage';
import { differs } from './differences';
import { newsOf, onEachEngine } from './engines';
import { eventually } from '../harness/eventually';

const REFUSALS: Refusal[] = ['capacity.roomFull', 'auth.tokenInvalid', 'auth.tokenExpired', 'auth.blacklisted'];

onEachEngine('login', ({ kind, stage }) => {
	test('the system requirements are met, also when they are checked twice at once', async () => {
		await (await stage().person('ann')).do('checkTwice');
	});

	describe('a login', () => {
		test('reports streams before it is done and users after; the others see the user come, publish, stop and go', async () => {
			const room = stage().newRoom();
			const [ann, bob] = await Promise.all([stage().person('ann'), stage().person('bob')]);
			await Promise.all([ann.do('check'), bob.do('check')]);
			await ann.join(room);
			await bob.join(room);

			expect(await bob.settles('login')).toBe('done');
			const promised = ['room.LOGINING', 'room.streamUpdate', 'room.LOGINED', 'room.userUpdate'];
			expect((await bob.history()).filter((type) => promised.includes(type))).toEqual(promised);
			const publishing = ['room.LOGINING', 'publisher.PUBLISH_REQUESTING', 'publisher.PUBLISHING'];
			// An engine that does not get through asks again by itself.
			const steps = (await bob.history()).filter((type) => publishing.includes(type));
			expect(steps.filter((type, index) => type !== steps[index - 1])).toEqual(publishing);
			const me = { userID: ann.userID, userName: 'ann' };
			expect(await bob.told('room.streamUpdate')).toMatchObject([
				{ roomID: room, update: 'ADD', streams: [{ streamID: ann.streamID, user: me }], reason: null }
			]);
			expect(await bob.told('room.userUpdate')).toMatchObject([
				{ roomID: room, update: 'ADD', users: [me], reason: null }
			]);

			await ann.hears('room.streamUpdate', isAdd);
			await bob.do('unpublish');
			await ann.hears('room.streamUpdate', isDelete);
			await bob.do('leave');
			await ann.hears('room.userUpdate', isDelete);
			const news = await newsOf(bob, ann);
			const going = differs(kind, 'silentGoing') ? 'user DELETE' : 'user DELETE left';
			expect(news.filter((one) => one.startsWith('user'))).toEqual(['user ADD', going]);
			expect(news.filter((one) => one.startsWith('stream'))).toEqual(['stream ADD', 'stream DELETE stopped']);
			expect(news.at(-1)).toBe(going);
		});

		test(`is refused: ${REFUSALS.join(', ')}; and can be tried again`, async () => {
			const room = stage().newRoom();
			const ann = await stage().person('ann');
			const refusals = REFUSALS.filter((why) => why !== 'auth.blacklisted' || !differs(kind, 'blacklist'));
			for (const why of refusals) {
				await ann.do('login', await stage().refused(ann, room, why));
				await ann.hears('room.LOGIN_FAILED', ({ failure }) => failure?.code === why);
				expect(await ann.settles('login')).toMatchObject({ failed: { code: why } });
				await stage().mend();
			}
			await ann.do('login', ann.ticket(room));
			await ann.hears('room.LOGINED');
			const refused = refusals.flatMap(() => ['LOGINING', 'LOGIN_FAILED']);
			expect(await ann.reasons()).toEqual([...refused, 'LOGINING', 'LOGINED']);
		});
	});

	test('a room that is locked refuses who waits in its lobby, who comes into it, and who logs in', async () => {
		const room = stage().newRoom();
		const [ann, bob, cleo] = await Promise.all([stage().person('ann'), stage().person('bob'), stage().person('cleo')]);
		await ann.join(room, []);
		await cleo.do('enter', cleo.ticket(room));
		stage().lock(ann);
		const isRefused = !differs(kind, 'noLocks');
		if (isRefused) await cleo.hears('lobby.refused', ({ failure }) => failure.code === 'auth.roomLocked');
		const seen = await failureOf(bob.do('enter', bob.ticket(room))).then(
			({ code }) => code,
			() => null
		);
		expect(seen).toBe(isRefused ? 'auth.roomLocked' : null);
		await bob.do('login', bob.ticket(room));
		const answer = isRefused ? 'room.LOGIN_FAILED' : 'room.LOGINED';
		await bob.hears(answer);
		expect((await bob.told(answer)).map(({ failure }) => failure?.code)).toEqual([
			isRefused ? 'auth.roomLocked' : undefined
		]);
	});

	test('an ending token is announced; the user who renews it stays, the other is kicked out', async () => {
		const room = stage().newRoom();
		const [ann, bob] = await Promise.all([stage().person('ann'), stage().person('bob')]);
		// One after the other: of someone who comes while one is coming oneself, ZEGO may tell twice.
		for (const person of [bob, ann]) {
			await person.do('login', stage().ending(person, room));
			await person.hears('room.LOGINED');
		}
		stage().warnOfTokens();
		await Promise.all([ann, bob].map((person) => person.hears('token.willExpire', ({ roomID }) => roomID === room)));
		await ann.do('renew', ann.ticket(room).token);
		await stage().endTokens(ann);
		expect((await bob.hears('room.KICKOUT')).failure?.code).toBe('auth.tokenExpired');
		await ann.hears('room.userUpdate', isDelete);
		const going = differs(kind, 'silentGoing') ? 'user DELETE' : 'user DELETE kicked';
		expect(await newsOf(bob, ann)).toEqual(['user ADD', going]);
		expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED']);
	});

	describe('switching rooms', () => {
		test('leaves one, enters the other and publishes there', async () => {
			const [here, there] = [stage().newRoom(), stage().newRoom()];
			const [ann, bob, cleo] = await Promise.all([
				stage().person('ann'),
				stage().person('bob'),
				stage().person('cleo')
			]);
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
			await Promise.all([cleo.sees(ann.streamID), bob.hears('room.userUpdate', isDelete)]);
			expect(await ann.settles('switch')).toBe('done');
		});

		test('is refused by the other room; the one that was left lets the person in again', async () => {
			const [here, there] = [stage().newRoom(), stage().newRoom()];
			const ann = await stage().person('ann');
			await ann.join(here, []);
			await ann.do('switchRoom', here, await stage().refused(ann, there, 'auth.tokenInvalid'));
			expect((await ann.hears('room.LOGIN_FAILED')).failure?.code).toBe('auth.tokenInvalid');
			expect(await ann.settles('switch')).toMatchObject({ failed: { code: 'auth.tokenInvalid' } });
			await eventually(async () =>
				expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'LOGOUT', 'LOGINING', 'LOGIN_FAILED'])
			);
			await stage().mend();
			await ann.do('login', ann.ticket(here));
			await eventually(async () => expect((await ann.reasons()).slice(-2)).toEqual(['LOGINING', 'LOGINED']));
		});
	});
});
