import { describe, expect, test } from 'vitest';
import { aServer, profile, ROOM } from './support/server';

describe('the lobby', () => {
	test('shows who is there and their parked offers, and nobody is told', async () => {
		const server = await aServer();
		const ann = await server.member('Ann');
		ann.says({ t: 'park', offerID: 'offer-1', sdp: 'v=0' });
		await ann.isUpToDate();

		const ben = await server.person('Ben');
		ben.enters();
		expect(await ben.hears('lobby')).toEqual({
			t: 'lobby',
			users: [profile(ann)],
			offers: [{ userID: ann.me.userID, sessionID: ann.me.sessionID, offerID: 'offer-1', sdp: 'v=0' }]
		});
		await ann.heardNothing();
	});

	test('is kept up to date: people coming, going, and parking offers', async () => {
		const server = await aServer();
		const watcher = await server.person('Watcher');
		watcher.enters();
		expect(await watcher.hears('lobby')).toMatchObject({ users: [], offers: [] });

		const ann = await server.member('Ann');
		expect(await watcher.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(ann)], reason: null });
		ann.says({ t: 'park', offerID: 'first', sdp: 'v=0' });
		ann.says({ t: 'park', offerID: 'second', sdp: 'v=0' });
		expect((await watcher.hears('offer')).offer.offerID).toBe('first');
		expect((await watcher.hears('offer')).offer.offerID).toBe('second');
		await ann.publishes();
		ann.says({ t: 'logout' });
		expect(await watcher.hears('users')).toMatchObject({ update: 'DELETE', reason: 'left' });
		await watcher.heardNothing();
	});

	test('can be left for another room on the same socket', async () => {
		const server = await aServer();
		const ann = await server.member('Ann', { roomID: 'room-a' });
		const cleo = await server.person('Cleo', { roomID: 'room-a' });
		cleo.enters();
		expect((await cleo.hears('lobby')).users).toHaveLength(1);
		const other = await server.asksForToken({ roomID: 'room-b', seat: cleo.me.seat });
		const { token } = (await other.json()) as { token: string };
		cleo.enters(token, 'room-b');
		expect((await cleo.hears('lobby')).users).toEqual([]);
		ann.says({ t: 'logout' });
		await ann.isUpToDate();
		await cleo.heardNothing();
	});
});

describe('logging in', () => {
	test('welcomes with users and streams, and tells the others', async () => {
		const server = await aServer();
		const ann = await server.member('Ann');
		const streamID = await ann.publishes();
		const ben = await server.person('Ben');
		const welcome = await ben.joins();
		expect(welcome.users).toEqual([profile(ann)]);
		expect(welcome.streams).toEqual([
			{ streamID, userID: ann.me.userID, mediaID: 'media-camera', camera: 'OPEN', microphone: 'OPEN' }
		]);
		expect(await ann.hears('users')).toEqual({ t: 'users', update: 'ADD', users: [profile(ben)], reason: null });
		expect(server.call.rooms.stats).toEqual({ rooms: 1, members: 2 });
	});

	test('answers parked offers: each goes to its owner after the newcomer was announced, and to one taker only', async () => {
		const server = await aServer();
		const ann = await server.member('Ann');
		ann.says({ t: 'park', offerID: 'offer-1', sdp: 'offer' });
		await ann.isUpToDate();
		const answer = { to: ann.me.userID, offerID: 'offer-1', sdp: 'answer' };

		const ben = await server.person('Ben');
		const welcome = await ben.joins([answer]);
		expect(welcome.paired).toEqual([ann.me.userID]);
		expect(ann.unheard.map((message) => message.t)).toEqual(['users', 'answer']);
		expect(await ann.hears('answer')).toEqual({
			t: 'answer',
			from: ben.me.userID,
			sessionID: ben.me.sessionID,
			offerID: 'offer-1',
			sdp: 'answer'
		});

		const cleo = await server.person('Cleo');
		expect((await cleo.joins([answer])).paired).toEqual([]);
		cleo.says({ t: 'answer', answer });
		expect(await cleo.hears('stale')).toEqual({ t: 'stale', userID: ann.me.userID, offerID: 'offer-1' });
		expect(ann.unheard.filter((message) => message.t === 'answer')).toEqual([]);
	});

	test('an answer after logging in takes a parked offer as well', async () => {
		const server = await aServer();
		const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
		ann.says({ t: 'park', offerID: 'late', sdp: 'offer' });
		await ann.isUpToDate();
		ben.says({ t: 'answer', answer: { to: ann.me.userID, offerID: 'late', sdp: 'answer' } });
		expect(await ann.hears('answer')).toMatchObject({ from: ben.me.userID, offerID: 'late' });
		await ben.heardNothing();

		ben.says({ t: 'park', offerID: 'mine', sdp: 'offer' });
		ben.says({ t: 'answer', answer: { to: ben.me.userID, offerID: 'mine', sdp: 'answer' } });
		expect(await ben.hears('stale')).toMatchObject({ offerID: 'mine' });
	});

	test.each([
		['twice', 'config.alreadyLoggedIn', ['enter', 'login', 'login']],
		['and entering another room', 'config.alreadyLoggedIn', ['enter', 'login', 'enter']],
		['without entering', 'config.notLoggedIn', ['login']],
		['never, but speaking as a member', 'config.notLoggedIn', ['enter', 'park']]
	] as const)('%s is refused', async (_, code, doings) => {
		const server = await aServer();
		const ann = await server.person('Ann');
		for (const doing of doings) {
			if (doing === 'enter') ann.enters();
			else if (doing === 'login') ann.logsIn();
			else ann.says({ t: 'park', offerID: 'o', sdp: 'v=0' });
		}
		expect(await ann.isRefused()).toBe(code);
	});

	test('after logging out, the same socket can enter again', async () => {
		const server = await aServer();
		const ann = await server.member('Ann');
		ann.says({ t: 'logout' });
		await ann.hears('loggedOut');
		expect(server.call.rooms.stats).toEqual({ rooms: 0, members: 0 });
		expect((await ann.joins()).users).toEqual([]);
	});
});

describe('streams', () => {
	test('are announced, updated and withdrawn', async () => {
		const server = await aServer();
		const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
		const streamID = await ann.publishes();
		expect(await ben.hears('streams')).toMatchObject({ update: 'ADD', streams: [{ streamID }], reason: null });

		ann.says({ t: 'device', streamID, device: 'microphone', status: 'MUTE' });
		expect(await ben.hears('device')).toEqual({ t: 'device', streamID, device: 'microphone', status: 'MUTE' });
		const cleo = await server.person('Cleo');
		expect((await cleo.joins()).streams).toMatchObject([{ streamID, camera: 'OPEN', microphone: 'MUTE' }]);

		ann.says({ t: 'unpublish', streamID });
		expect(await ben.hears('streams')).toMatchObject({ update: 'DELETE', streams: [{ streamID }], reason: 'stopped' });
	});

	test('published again by their owner are an update, not a clash', async () => {
		const server = await aServer();
		const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
		const streamID = await ann.publishes();
		await ben.hears('streams');

		await ann.publishes();
		await ben.heardNothing();
		await ann.publishes('camera', { camera: 'MUTE' });
		// Published with the microphone open, as before: only the camera differs.
		expect(await ben.hears('device')).toEqual({ t: 'device', streamID, device: 'camera', status: 'MUTE' });
		await ann.publishes('camera', { mediaID: 'another' });
		expect(await ben.hears('streams')).toMatchObject({ update: 'ADD', streams: [{ streamID, mediaID: 'another' }] });
		await ben.heardNothing();
	});

	test('need the publisher as the beginning of their ID, and have one owner', async () => {
		const server = await aServer();
		const ann = await server.member('Ann');
		const stream = { mediaID: 'm', camera: 'OPEN', microphone: 'OPEN' } as const;
		ann.says({ t: 'publish', stream: { ...stream, streamID: 'somebody_camera' } });
		expect(await ann.isRefused()).toBe('stream.forbidden');
		ann.says({ t: 'unpublish', streamID: `${ann.me.userID}_camera` });
		expect(await ann.isRefused()).toBe('stream.notFound');
		ann.says({ t: 'device', streamID: `${ann.me.userID}_camera`, device: 'camera', status: 'MUTE' });
		expect(await ann.isRefused()).toBe('stream.notFound');
	});
});

describe('signals', () => {
	const candidate = { candidate: { candidate: 'c', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };

	test('reach the session they are meant for, in the same room, and nobody else', async () => {
		const server = await aServer();
		const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
		const dan = await server.member('Dan', { roomID: 'another-room' });
		await ann.isUpToDate();
		await ben.isUpToDate();
		for (const person of [ann, ben, cleo]) person.unheard = [];

		ann.says({ t: 'signal', to: ben.me.userID, sessionID: ben.me.sessionID, signal: candidate });
		expect(await ben.hears('signal')).toEqual({
			t: 'signal',
			from: ann.me.userID,
			sessionID: ann.me.sessionID,
			signal: candidate
		});
		ann.says({ t: 'signal', to: ben.me.userID, sessionID: 'an-earlier-one', signal: candidate });
		ann.says({ t: 'signal', to: dan.me.userID, sessionID: dan.me.sessionID, signal: candidate });
		await ann.heardNothing();
		for (const person of [ben, cleo, dan]) await person.heardNothing();
	});
});

test('a room without people or watchers is forgotten', async () => {
	const server = await aServer({ MAX_ROOMS: '1' });
	const ann = await server.member('Ann', { roomID: ROOM });
	const ben = await server.person('Ben', { roomID: 'second-room' });
	ben.enters();
	expect(await ben.isRefused()).toBe('capacity.tooManyRooms');
	ann.says({ t: 'logout' });
	await ann.hears('loggedOut');
	await ben.joins();
	expect(server.call.rooms.stats).toEqual({ rooms: 1, members: 1 });
});
