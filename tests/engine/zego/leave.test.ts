import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from './person';
import { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** What is left are a few one-shot timers and window listeners of the SDK's own. */
async function destroyed(person: Person): Promise<void> {
	await person.do('destroy');
	const told = (await person.events()).length;
	await vi.waitFor(
		async () => expect(await person.do('leftovers')).toMatchObject({ tracks: 0, connections: 0, sockets: 0 }),
		{ timeout: 10_000 }
	);
	expect(await person.do('tracks', 'preview')).toEqual([]);
	expect(await person.events()).toHaveLength(told);
	expect(person.pageErrors).toEqual([]);
}

test('before any login', async () => {
	const ann = await stage.person('ann');
	await ann.do('open', 'camera');
	await ann.do('leave');
	expect(await ann.hears('room.LOGOUT')).toMatchObject({ roomID: '', failure: null });
	await destroyed(ann);
});

test('while the login is under way: nobody sees a ghost', async () => {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await bob.join(room, []);
	stage.cloud.faults.add('login', { do: 'delay', ms: 500 }, { userID: ann.userID });
	await ann.do('open', 'camera');
	await ann.do('login', ann.ticket(room), true);
	await ann.hears('room.LOGINING');
	await ann.do('leave');
	await ann.hears('room.LOGOUT');
	await vi.waitFor(() => expect(stage.cloud.rooms.get(room)?.members.size).toBe(1));
	await destroyed(ann);
	expect(stage.cloud.media.publisherOf(ann.streamID)).toBeUndefined();
});

test('while the login is never answered', async () => {
	const room = stage.newRoom();
	const ann = await stage.person('ann');
	stage.cloud.faults.add('login', { do: 'swallow' });
	await ann.do('open', 'camera');
	await ann.do('login', ann.ticket(room), true);
	await ann.hears('publisher.PUBLISH_REQUESTING');
	await ann.do('leave');
	await destroyed(ann);
	expect(stage.cloud.rooms.get(room)).toBeUndefined();
});

test('while there is no server at all', async () => {
	const ann = await stage.person('ann');
	await stage.cloud.goAway();
	await ann.do('open', 'microphone');
	await ann.do('login', ann.ticket(stage.newRoom()), true);
	await ann.hears('room.LOGINING');
	await ann.do('leave');
	await destroyed(ann);
	await stage.cloud.comeBack();
});

test('while publishing is asked for and nothing answers', async () => {
	const ann = await stage.person('ann');
	stage.cloud.faults.add('createSession', { do: 'swallow' });
	await ann.do('open', 'camera');
	await ann.do('login', ann.ticket(stage.newRoom()), true);
	await ann.hears('room.LOGINED');
	await ann.do('leave');
	await ann.hears('room.LOGOUT');
	await destroyed(ann);
});

test('in a call: the others see it at once', async () => {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await Promise.all([ann.join(room), bob.join(room)]);
	await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
	await ann.do('leave');
	await ann.hears('room.LOGOUT', ({ roomID, failure }) => roomID === room && failure === null);
	await ann.hears('publisher.NO_PUBLISH', ({ failure }) => failure === null);
	await bob.hears('room.userUpdate', ({ update }) => update === 'DELETE');
	await destroyed(ann);
});

test('in a call, without a word: destroying is enough', async () => {
	const room = stage.newRoom();
	const [ann, bob] = await Promise.all([stage.person('ann'), stage.person('bob')]);
	await Promise.all([ann.join(room), bob.join(room, [])]);
	await bob.sees(ann.streamID);
	await destroyed(ann);
	await bob.hears('room.userUpdate', ({ update }) => update === 'DELETE');
	expect(stage.cloud.media.publisherOf(ann.streamID)).toBeUndefined();
});

test('while reconnecting', async () => {
	const ann = await stage.person('ann');
	await ann.join(stage.newRoom());
	await stage.cloud.goAway();
	await ann.hears('room.RECONNECTING');
	await ann.do('leave');
	await ann.hears('room.LOGOUT');
	await destroyed(ann);
	await stage.cloud.comeBack();
});

test('a device that is granted after it was given up is let go', async () => {
	const ann = await stage.person('ann');
	const opening = ann.do('open', 'camera').catch(() => undefined);
	await ann.do('abort', 'camera');
	await opening;
	await vi.waitFor(async () => expect((await ann.do('leftovers')).tracks).toBe(0));
	await destroyed(ann);
});
