import { describe, expect, test } from 'vitest';
import { isDelete, type Person } from '../harness/person';
import { differs, STRAY_ERRORS } from './differences';
import { hearsGoing, isLate, loseRooms, meet, newsOf, onEachEngine } from './engines';
import { eventually } from '../harness/eventually';

onEachEngine('leave', ({ kind, stage }) => {
	/** Destroyed, silent, and nothing left behind. */
	async function destroyed(person: Person): Promise<void> {
		await person.do('destroy');
		const told = (await person.events()).length;
		const own = differs(kind, 'ownLeftovers') ? expect.toSatisfy((left) => left > 0) : 0;
		const left = { tracks: 0, connections: 0, sockets: 0, listeners: own };
		const timers = differs(kind, 'ownLeftovers') ? expect.any(Number) : 0;
		await eventually(async () => expect(await person.do('leftovers')).toEqual({ ...left, timers }));
		expect(await person.do('shows', 'preview')).toBe(false);
		expect(await person.events()).toHaveLength(told);
		const isStray = (error: string) => differs(kind, 'strayErrors') && STRAY_ERRORS.some((words) => words.test(error));
		expect(person.pageErrors.filter((error) => !isStray(error))).toEqual([]);
	}

	/** Leaving is answered, and nothing is left behind. */
	async function leaves(person: Person, answer: 'LOGOUT' | 'LOGOUT_FAILED' | null = 'LOGOUT'): Promise<void> {
		await person.do('leave');
		if (answer) await person.hears(`room.${answer}`);
		else expect(await person.told('room.LOGOUT')).toEqual([]);
		await destroyed(person);
	}

	describe('leaving', () => {
		test('before any login', async () => {
			const ann = await stage().person('ann');
			await ann.do('open', 'camera');
			await leaves(ann);
		});

		test('in the lobby', async () => {
			const ann = await stage().person('ann');
			await ann.do('open', 'microphone');
			await ann.do('enter', ann.ticket(stage().newRoom()));
			await leaves(ann);
		});

		test('while the login is under way: nobody sees a ghost', async () => {
			const room = stage().newRoom();
			const [ann, bob] = await Promise.all([stage().person('ann'), stage().person('bob')]);
			await bob.join(room, []);
			await ann.do('open', 'camera');
			await ann.do('login', ann.ticket(room), true);
			await leaves(ann);
			await eventually(async () => {
				const news = await newsOf(ann, bob);
				expect(news.filter((one) => one === 'user ADD')).toHaveLength(
					news.filter((one) => one.startsWith('user DELETE')).length
				);
			});
		});

		test('while the login is not answered', async () => {
			const ann = await stage().person('ann');
			stage().fallSilent(ann);
			await ann.do('open', 'camera');
			await ann.do('login', ann.ticket(stage().newRoom()), true);
			await leaves(ann, differs(kind, 'unansweredLogin') ? null : 'LOGOUT');
		});

		test('while there is no server at all', async () => {
			const ann = await stage().person('ann');
			await ann.do('open', 'microphone');
			await stage().goAway();
			await ann.do('login', ann.ticket(stage().newRoom()), true);
			await leaves(ann, differs(kind, 'unansweredLogin') ? null : 'LOGOUT');
			await stage().comeBack();
		});

		test('while publishing is not answered', async () => {
			const ann = await stage().person('ann');
			await ann.join(stage().newRoom(), []);
			await ann.do('open', 'camera');
			stage().fallSilent(ann);
			await ann.do('askToPublish');
			await leaves(ann, differs(kind, 'untoldLogout') ? 'LOGOUT_FAILED' : 'LOGOUT');
		});

		test('in a call: the others see it at once', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await ann.do('leave');
			await ann.hears('room.LOGOUT', ({ roomID, failure }) => roomID === ann.roomID && failure === null);
			await hearsGoing(bob, ann, kind, 'left');
			await destroyed(ann);
		});

		test('while reconnecting', async () => {
			const ann = await stage().person('ann', { fakeClock: isLate(stage()) });
			await ann.join(stage().newRoom());
			await loseRooms(stage(), ann);
			await leaves(ann, differs(kind, 'untoldLogout') ? 'LOGOUT_FAILED' : 'LOGOUT');
			await stage().comeBack();
		});

		test('after a kick-out', async () => {
			const ann = await stage().person('ann');
			await ann.join(stage().newRoom(), ['microphone']);
			stage().kick(ann);
			await ann.hears('room.KICKOUT');
			await leaves(ann);
		});
	});

	test('destroying the engine during a call releases everything without leaving first', async () => {
		const [ann, bob] = await meet(stage(), ['ann', 'bob']);
		await destroyed(ann);
		const { reason } = await bob.hears('room.userUpdate', isDelete);
		expect(reason).toBe(differs(kind, 'destroyedIsLost') ? 'lost' : 'left');
	});
});
