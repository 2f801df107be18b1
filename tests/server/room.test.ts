import { describe, expect, test } from 'vitest';
import { profile } from './support/person';
import { annAndBen, startServer } from './support/server';

describe('the lobby', () => {
	test('shows who is in the room and their parked offers; the room is told nothing', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		await ann.parks('offer-1');

		const ben = await server.person('Ben');
		ben.enters();
		expect(await ben.hears('lobby')).toEqual({
			t: 'lobby',
			users: [profile(ann)],
			offers: [{ userID: ann.me.userID, sessionID: ann.me.sessionID, offerID: 'offer-1', sdp: 'v=0' }],
			prepares: false
		});
		await ann.heardNothing();
	});

	test('follows who comes, goes and parks offers, and sees no streams', async () => {
		const server = await startServer();
		const watcher = await server.watcher('Watcher');
		const ann = await server.member('Ann');
		expect(await watcher.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(ann)], reason: null });
		for (const offerID of ['first', 'second']) {
			await ann.parks(offerID);
			expect((await watcher.hears('offer')).offer.offerID).toBe(offerID);
		}
		await ann.publishes();
		await ann.logsOut();
		expect(await watcher.hears('users')).toMatchObject({ update: 'DELETE', reason: 'left' });
		await watcher.heardNothing();
	});

	test('of another room can be entered on the same socket; the first room is no longer followed', async () => {
		const server = await startServer();
		const ann = await server.member('Ann', { roomID: 'room-a' });
		const cleo = await server.watcher('Cleo', { roomID: 'room-a' });
		const response = await server.requestToken('room-b', { seat: cleo.me.seat });
		const { token } = (await response.json()) as { token: string };
		cleo.enters(token, 'room-b');
		expect((await cleo.hears('lobby')).users).toEqual([]);
		await ann.logsOut();
		await cleo.heardNothing();
	});
});

describe('login', () => {
	test('tells the newcomer of users and streams, and the others of the newcomer', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		const streamID = await ann.publishes();
		const ben = await server.person('Ben');
		expect(await ben.joins()).toMatchObject({
			users: [profile(ann)],
			streams: [{ streamID, userID: ann.me.userID, mediaID: 'media-camera', camera: 'OPEN', microphone: 'OPEN' }]
		});
		expect(await ann.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(ben)], reason: null });
		expect(server.call.rooms.stats).toMatchObject({ rooms: 1, members: 2 });
	});

	test('passes names of any script on unchanged', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		for (const name of ['王小明', 'مريم', '👩‍👩‍👧 family', '<b>bold</b>']) {
			await server.member(name);
			expect((await ann.hears('users')).users).toMatchObject([{ userName: name }]);
		}
	});

	test.each([
		['twice', 'config.alreadyLoggedIn', ['enter', 'login', 'login']],
		['before entering another room', 'config.alreadyLoggedIn', ['enter', 'login', 'enter']],
		['without entering', 'config.notLoggedIn', ['login']],
		['never, but acting as a member', 'config.notLoggedIn', ['enter', 'park']]
	] as const)('%s is refused', async (_, code, messages) => {
		const server = await startServer();
		const ann = await server.person('Ann');
		for (const message of messages) {
			if (message === 'enter') ann.enters();
			else if (message === 'login') ann.logsIn();
			else await ann.parks('o');
		}
		expect(await ann.isRefused()).toBe(code);
	});

	test('is possible again on the same socket after a logout', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		await ann.logsOut();
		expect(server.call.rooms.stats).toMatchObject({ rooms: 0, members: 0 });
		expect((await ann.joins()).users).toEqual([]);
	});
});

describe('a parked offer', () => {
	test('goes to the first who answers it, after the others were told of that person', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		await ann.parks('offer-1');
		const answer = { to: ann.me.userID, offerID: 'offer-1', sdp: 'answer' };

		const ben = await server.person('Ben');
		expect((await ben.joins([answer])).paired).toEqual([ann.me.userID]);
		expect(ann.unheard.map((message) => message.t)).toEqual(['users', 'answer']);
		const { userID: from, sessionID } = ben.me;
		expect(await ann.hears('answer')).toEqual({ t: 'answer', from, sessionID, offerID: 'offer-1', sdp: 'answer' });

		const cleo = await server.person('Cleo');
		expect((await cleo.joins([answer])).paired).toEqual([]);
		cleo.says({ t: 'answer', answer });
		expect(await cleo.hears('stale')).toEqual({ t: 'stale', userID: ann.me.userID, offerID: 'offer-1' });
		expect(ann.unheard.filter((message) => message.t === 'answer')).toEqual([]);
	});

	test('can be answered after the login too, but not by its owner', async () => {
		const { ann, ben } = await annAndBen();
		const answer = { to: ann.me.userID, offerID: 'late', sdp: 'answer' };
		await ann.parks('late');
		ann.says({ t: 'answer', answer });
		expect(await ann.hears('stale')).toMatchObject({ offerID: 'late' });
		ben.says({ t: 'answer', answer });
		expect(await ann.hears('answer')).toMatchObject({ from: ben.me.userID, offerID: 'late' });
		await ben.heardNothing();
	});
});

describe('a stream', () => {
	test('is announced, updated and withdrawn', async () => {
		const { server, ann, ben } = await annAndBen();
		const streamID = await ann.publishes();
		expect(await ben.hears('streams')).toMatchObject({ update: 'ADD', streams: [{ streamID }], reason: null });

		ann.says({ t: 'device', streamID, device: 'microphone', status: 'MUTE' });
		expect(await ben.hears('device')).toEqual({ t: 'device', streamID, device: 'microphone', status: 'MUTE' });
		const cleo = await server.person('Cleo');
		expect((await cleo.joins()).streams).toMatchObject([{ streamID, camera: 'OPEN', microphone: 'MUTE' }]);

		ann.says({ t: 'unpublish', streamID });
		expect(await ben.hears('streams')).toMatchObject({ update: 'DELETE', streams: [{ streamID }], reason: 'stopped' });
	});

	test('that its owner publishes again is an update: only differences are told', async () => {
		const { ann, ben } = await annAndBen();
		const streamID = await ann.publishes();
		await ben.catchesUp();

		await ann.publishes();
		await ben.heardNothing();
		await ann.publishes('camera', { camera: 'MUTE' });
		expect(await ben.hears('device')).toEqual({ t: 'device', streamID, device: 'camera', status: 'MUTE' });
		await ann.publishes('camera', { mediaID: 'another' });
		expect(await ben.hears('streams')).toMatchObject({ update: 'ADD', streams: [{ streamID, mediaID: 'another' }] });
		await ben.heardNothing();
	});

	test("must begin with its owner's userID, and must exist to be changed", async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		ann.publish('camera', { streamID: 'somebody_camera' });
		expect(await ann.isRefused()).toBe('stream.forbidden');
		const streamID = `${ann.me.userID}_camera`;
		ann.says({ t: 'unpublish', streamID });
		expect(await ann.isRefused()).toBe('stream.notFound');
		ann.says({ t: 'device', streamID, device: 'camera', status: 'MUTE' });
		expect(await ann.isRefused()).toBe('stream.notFound');
	});
});

test('a signal reaches only the session that it names, in the same room', async () => {
	const server = await startServer();
	const [ann, ben, cleo] = await server.members('Ann', 'Ben', 'Cleo');
	const dan = await server.member('Dan', { roomID: 'another-room' });
	ann.signals(ben);
	expect(await ben.hears('signal')).toEqual({
		t: 'signal',
		from: ann.me.userID,
		sessionID: ann.me.sessionID,
		signal: { description: { type: 'offer', sdp: 'v=0' } }
	});
	ann.signals(ben, { sessionID: 'an-earlier-one' });
	ann.signals(dan);
	for (const person of [ann, ben, cleo, dan]) await person.heardNothing();
});
