import { describe, expect, test } from 'vitest';
import { DELAYS } from '../../../machines/delays';
import type { EngineEvent } from '../../../machines/engine';
import { isFirefox } from '../harness/browser.stage';
import { isDelete, type Person } from '../harness/person';
import { differs } from './differences';
import { chromiumTest, comesToHear, hearsGoing, HURRY, isLate, loseRooms, meet, newsOf, onEachEngine } from './engines';
import { eventually } from '../harness/eventually';

/** How long the engine looks for a path, and as much again for a busy machine (ms). */
const NO_PATH = 30_000;

onEachEngine('lost', ({ kind, stage }) => {
	describe('a kick-out', () => {
		test('by the host: the others see the stream go, then its owner, and why', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			stage().kick(ann);
			expect((await ann.hears('room.KICKOUT')).failure?.code).toBe('kicked.byHost');
			await hearsGoing(bob, ann, kind, 'kicked');
			expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'KICKOUT']);
			expect(await bob.do('shows', ann.streamID)).toBe(false);
		});

		test('by the host, with a place on the blacklist: the next login is refused', async () => {
			const room = stage().newRoom();
			const ann = await stage().person('ann');
			await ann.join(room, []);
			stage().kick(ann);
			await ann.hears('room.KICKOUT');
			await ann.do('login', await stage().refused(ann, room, 'auth.blacklisted'));
			const again = differs(kind, 'blacklist') ? 'LOGINED' : 'LOGIN_FAILED';
			await eventually(async () => {
				expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'KICKOUT', 'LOGINING', again]);
			});
		});

		test('by a login elsewhere; the newcomer stays', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			const twin = await stage().person('ann', { userID: ann.userID });
			await twin.join(ann.roomID);
			expect((await ann.hears('room.KICKOUT')).failure?.code).toBe('kicked.elsewhere');
			await bob.hears('room.userUpdate', ({ update, reason }) => {
				return update === 'DELETE' && (reason === 'elsewhere' || differs(kind, 'unknownReason'));
			});
			await Promise.all([bob.sees(ann.streamID), twin.sees(bob.streamID)]);
			expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'KICKOUT']);
			expect(await twin.reasons()).toEqual(['LOGINING', 'LOGINED']);
		});
	});

	describe('an outage', () => {
		test('of a moment is over before the others notice, and media goes on', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await stage().drop(ann);
			await bob.sees(ann.streamID);
			await ann.hears('room.RECONNECTED');
			expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'RECONNECTING', 'RECONNECTED']);
			await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
			expect(await bob.reasons()).toEqual(['LOGINING', 'LOGINED']);
			expect((await newsOf(ann, bob)).filter((news) => news.includes('DELETE'))).toEqual([]);
		});

		test('that lasts is reported, media goes on, and afterwards everything is as before', async () => {
			const fakeClock = isLate(stage());
			const [ann, bob] = await meet(stage(), ['ann', 'bob'], { fakeClock });
			await loseRooms(stage(), ann, bob);
			await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
			await stage().comeBack();
			await Promise.all([ann, bob].map((person) => comesToHear(stage(), person, 'RECONNECTED', fakeClock ? HURRY : 0)));
			await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
			expect((await newsOf(ann, bob)).filter((news) => news.includes('DELETE'))).toEqual([]);
			expect((await ann.told('engine.log')).length > 0).toBe(differs(kind, 'keepsLog'));
			await ann.do('leave');
			expect(await bob.hears('room.userUpdate', isDelete)).toMatchObject({ reason: 'left' });
		});

		chromiumTest('that does not end fails when the countdown is over, and another login works', async () => {
			const ann = await stage().person('ann', { fakeClock: true });
			const room = stage().newRoom();
			await ann.join(room, []);
			await loseRooms(stage(), ann);
			await comesToHear(stage(), ann, 'RECONNECT_FAILED', 5_000);
			expect(await ann.reasons()).toEqual(['LOGINING', 'LOGINED', 'RECONNECTING', 'RECONNECT_FAILED']);
			const [from, to] = [await ann.hears('room.RECONNECTING'), await ann.hears('room.RECONNECT_FAILED')];
			expect(to.failure?.code).toBe('network.reconnectTimeout');
			expect(to.at - from.at).toBeLessThan(DELAYS.reconnecting + 10_000);
			await stage().comeBack();
			await ann.do('login', ann.ticket(room));
			await comesToHear(stage(), ann, 'LOGINED', HURRY);
			expect((await ann.reasons()).slice(4)).toEqual(['LOGINING', 'LOGINED']);
		});
	});

	describe('the connection of someone else', () => {
		const tellsOf =
			(of: Person, state: Extract<EngineEvent, { type: 'remote.connection' }>['state']) =>
			(event: { userID: string; state: string }) =>
				event.userID === of.userID && event.state === state;

		test.skipIf(differs(kind, 'untoldConnection'))(
			'whom the room has lost while their media goes on: told, and told again when they are back',
			async () => {
				const [ann, bob] = await meet(stage(), ['ann', 'bob']);
				stage().fallSilent(ann);
				await bob.hears('remote.connection', tellsOf(ann, 'RECONNECTING'));
				await bob.sees(ann.streamID);
				await stage().mend();
				await bob.hears('remote.connection', tellsOf(ann, 'CONNECTED'));
				await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
				expect((await newsOf(ann, bob)).filter((news) => news.includes('DELETE'))).toEqual([]);
			}
		);

		// The local engine looks for a path for eleven seconds: too long for `npm test`, so Firefox alone tries it.
		test.skipIf(kind === 'local' && !isFirefox)(
			'to whom no network path leads: told on both sides, though nobody sends anything',
			async () => {
				const room = stage().newRoom();
				const [ann, bob] = await Promise.all([stage().person('ann'), stage().person('bob')]);
				await stage().keepApart(ann, bob);
				await ann.join(room, []);
				await bob.join(room, []);
				if (differs(kind, 'untoldConnection')) {
					expect(await bob.told('remote.connection')).toEqual([]);
					return;
				}
				await Promise.all([
					ann.hears('remote.connection', tellsOf(bob, 'NO_PATH'), NO_PATH),
					bob.hears('remote.connection', tellsOf(ann, 'NO_PATH'), NO_PATH)
				]);
			}
		);
	});

	chromiumTest('a person whose tab crashes is lost', async () => {
		const [ann, bob] = await meet(stage(), ['ann', 'bob']);
		await stage().crash(ann);
		await hearsGoing(bob, ann, kind, 'lost');
		expect(await bob.do('shows', ann.streamID)).toBe(false);
	});
});
