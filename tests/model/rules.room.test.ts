/** The rules of people and streams in a room, and of losing it, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';
import { ann, asked, bo, expectNothingLeft } from './harness/rules';

describe('people and streams', () => {
	it('plays every stream that is added, once, and stops each that is deleted', async () => {
		const call = await arrange('inCall');
		const { people } = call.engine.room;
		people.join(ROOM, ann);
		people.publish('ann');
		people.publish('ann', 'screen');
		const [stream] = people.streamsIn(ROOM);
		if (!stream) throw new Error('Ann publishes');
		call.engine.emit({
			type: 'room.streamUpdate',
			roomID: ROOM,
			update: 'ADD',
			streams: [stream, stream],
			reason: null
		});
		await call.advance(500);
		expect(asked(call, 'startPlaying')).toEqual(['ann_camera', 'ann_screen']);
		people.leave('ann', 'lost');
		await call.settled();
		expect(asked(call, 'stopPlaying')).toEqual(['ann_camera', 'ann_screen']);
		expect(call.facts.players).toEqual({});
		expect(call.notices).toEqual([
			{ type: 'notice.joined', user: ann },
			{ type: 'notice.gone', user: ann, reason: 'lost' }
		]);
	});

	it('a reason that changes nothing is noted by its name', async () => {
		const call = await arrange('inCall');
		call.engine.room.tellReason('LOGOUT_FAILED');
		expect(call.notices).toEqual([{ type: 'notice.reasonIgnored', reason: 'room.LOGOUT_FAILED' }]);
		expect(call.top).toBe('inCall');
	});

	it('who left between the lobby and the login is no ghost; who was there is not announced', async () => {
		const call = await arrange('idle');
		const { people } = call.engine.room;
		people.join(ROOM, ann);
		people.join(ROOM, bo);
		expect(Object.keys(call.context.users)).toEqual(['ann', 'bo']);
		call.engine.prompter.answers.loginRoom = { outcome: 'succeed', after: 200 };
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(100);
		expect(call.top).toBe('loggingIn');
		people.leave('bo');
		await call.advance(1_000);
		expect(call.top).toBe('inCall');
		expect(Object.keys(call.context.users)).toEqual(['ann']);
		expect(call.notices).toEqual([]);
	});

	it('asking for a stream for the first time is no failure; silence is called a timeout', async () => {
		const call = await arrange('publishing');
		expect(call.facts.publisher).toMatchObject({ state: 'requesting', failure: null });
		call.engine.emit({ type: 'publisher.PUBLISH_REQUESTING', streamID: 'me_camera', failure: null });
		expect(call.facts.publisher).toMatchObject({ state: 'requesting', failure: null });
		await call.advance(DELAYS.publishRequest);
		expect(call.facts.publisher).toMatchObject({ state: 'retrying', failure: { code: 'stream.timeout' } });
	});

	it('someone who goes, or a stream that goes, takes nobody else along', async () => {
		const call = await arrange('inCall');
		const { people } = call.engine.room;
		for (const user of [ann, bo]) {
			people.join(ROOM, user);
			people.publish(user.userID);
		}
		people.publish('ann', 'screen');
		people.unpublish('ann', 'screen');
		expect(Object.keys(call.facts.players)).toEqual(['ann_camera', 'bo_camera']);
		people.leave('bo');
		expect(Object.keys(call.facts.players)).toEqual(['ann_camera']);
		expect(call.context.users).toEqual({ ann });
		await call.advance(500);
		expect(call.facts.players.ann_camera?.state).toBe('playing');
	});

	it('whoever the engine tells of twice has come once; I have not come at all, and am not played to myself', async () => {
		const call = await arrange('inCall');
		const me = { userID: 'me', userName: 'Me' };
		const streams = [{ streamID: 'me_camera', user: me }];
		call.engine.emit({ type: 'room.streamUpdate', roomID: ROOM, update: 'ADD', streams, reason: null });
		expect(call.facts.players).toEqual({});
		const told = { type: 'room.userUpdate', roomID: ROOM, reason: null } as const;
		call.engine.emit({ ...told, update: 'ADD', users: [me, ann] });
		call.engine.emit({ ...told, update: 'ADD', users: [ann, bo] });
		expect(call.context.users).toEqual({ ann, bo });
		call.engine.emit({ ...told, update: 'DELETE', users: [me, bo] });
		call.engine.emit({ ...told, update: 'DELETE', users: [bo] });
		expect(call.context.users).toEqual({ ann });
		expect(call.notices).toEqual([
			{ type: 'notice.joined', user: ann },
			{ type: 'notice.joined', user: bo },
			{ type: 'notice.gone', user: bo, reason: 'left' }
		]);
	});

	it.each([
		[null, 'left'],
		['stopped', 'left'],
		['lost', 'lost'],
		['kicked', 'kicked']
	] as const)('who is gone because of %s is announced as %s', async (reason, said) => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.emit({ type: 'room.userUpdate', roomID: ROOM, update: 'DELETE', users: [ann], reason });
		expect(call.notices.at(-1)).toEqual({ type: 'notice.gone', user: ann, reason: said });
	});

	it('an event about another room changes nothing; an engine that names no room means the one I am in', async () => {
		for (const state of ['publishing', 'inCall', 'reconnecting'] as const) {
			const call = await arrange(state);
			const streams = [{ streamID: 'ann_camera', user: ann }];
			const tell = (roomID: string, update: 'ADD' | 'DELETE') => {
				call.engine.emit({ type: 'room.userUpdate', roomID, update, users: [ann], reason: null });
				call.engine.emit({ type: 'room.streamUpdate', roomID, update, streams, reason: null });
				return [Object.keys(call.context.users), Object.keys(call.facts.players)];
			};
			expect(tell('room-2', 'ADD')).toEqual([[], []]);
			expect(tell('', 'ADD')).toEqual([['ann'], ['ann_camera']]);
			expect(tell('room-2', 'DELETE')).toEqual([['ann'], ['ann_camera']]);
		}
	});

	it('the quality of the network is known of everyone who is here, and forgotten of those who leave', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.emit({ type: 'network.quality', userID: '', uplink: 0, downlink: 1 });
		call.engine.emit({ type: 'network.quality', userID: 'ann', uplink: 3, downlink: 2 });
		call.engine.emit({ type: 'network.quality', userID: '', uplink: 4, downlink: 1 });
		expect(call.context.quality).toEqual({ '': { uplink: 4, downlink: 1 }, ann: { uplink: 3, downlink: 2 } });
		call.engine.room.people.leave('ann', 'left');
		call.engine.emit({ type: 'network.quality', userID: 'ann', uplink: 3, downlink: 2 });
		expect(call.context.quality).toEqual({ '': { uplink: 4, downlink: 1 } });
	});

	it('the sound of all is let through by one click, and each says of itself what is turned off', async () => {
		const call = await arrange('inCall');
		const { people } = call.engine.room;
		const players = () => call.facts.players;
		for (const user of [ann, bo]) {
			people.join(ROOM, user);
			people.publish(user.userID);
		}
		await call.advance(500);
		people.turn('ann', 'camera', 'MUTE');
		people.turn('bo', 'microphone', 'MUTE');
		for (const streamID of ['ann_camera', 'bo_camera', 'nobody_camera'])
			call.actor.send({ type: 'page.autoplayFailed', streamID });
		expect(players().ann_camera).toMatchObject({ sound: 'blocked', camera: 'MUTE', microphone: 'OPEN' });
		expect(players().bo_camera).toMatchObject({ sound: 'blocked', camera: 'OPEN', microphone: 'MUTE' });
		call.actor.send({ type: 'user.unblockSound' });
		expect(Object.values(players()).map(({ sound }) => sound)).toEqual(['audible', 'audible']);
	});
});

describe('reconnecting', () => {
	it('goes back to where it was, or gives up at its deadline', async () => {
		const call = await arrange('reconnecting');
		await call.advance(DELAYS.reconnecting - 1_000);
		expect(call.top).toBe('reconnecting');
		call.engine.room.restoreConnection();
		expect(call.top).toBe('inCall');
		call.engine.room.loseConnection();
		await call.advance(DELAYS.reconnecting + DELAYS.logout);
		expect(call.context.end).toMatchObject({ cause: 'failed', failure: { code: 'network.reconnectTimeout' } });
		expectNothingLeft(call);
	});

	it('tries again what gave up meanwhile', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(500);
		call.engine.room.loseConnection();
		const why = failure('stream.forbidden');
		for (const streamID of ['me_camera', 'me_screen'])
			call.engine.emit({ type: 'publisher.NO_PUBLISH', streamID, failure: why });
		call.engine.emit({ type: 'player.NO_PLAY', streamID: 'ann_camera', failure: why });
		const ended = { state: 'failed', failure: why };
		expect(call.facts).toMatchObject({ publisher: ended, screen: ended, players: { ann_camera: ended } });
		call.engine.room.restoreConnection();
		await call.advance(500);
		const sent = { state: 'publishing', failure: null };
		const played = { state: 'playing', failure: null };
		expect(call.facts).toMatchObject({ publisher: sent, screen: sent, players: { ann_camera: played } });
	});
});
