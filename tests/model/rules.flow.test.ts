/** The rules of "Can they still hear me?": what the page says of media while the room has lost someone. */
import { describe, expect, it } from 'vitest';
import { failure } from '../../machines/failure';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';
import { ann, bo } from './harness/rules';

describe('what gets through without the room', () => {
	it('while the room is lost, what was measured before is forgotten, and the page says what still gets through', async () => {
		const call = await arrange('inCall');
		const view = () => callView(stateOf(call.actor.getSnapshot()));
		const measure = (uplink: -1 | 0 | 4, downlink: -1 | 0 | 4) =>
			call.engine.emit({ type: 'network.quality', userID: 'ann', uplink, downlink });
		const ofAnn = () => view().tiles.find(({ userID }) => userID === 'ann')?.flow;
		call.engine.room.people.join(ROOM, ann);
		measure(0, 0);
		expect([view().reach, ofAnn()]).toEqual([null, null]);
		call.engine.room.tellReason('RECONNECTING');
		expect(view().tiles.map(({ quality }) => quality)).toEqual(['unknown', 'unknown']);
		expect([view().reach?.who, ofAnn()]).toEqual(['unknown', { away: 'me', arrives: 'unknown', reaches: 'unknown' }]);
		measure(4, 0);
		expect([view().reach?.who, ofAnn()]).toEqual(['all', { away: 'me', arrives: 'no', reaches: 'yes' }]);
		measure(0, 4);
		expect([view().reach?.who, ofAnn()]).toEqual(['nobody', { away: 'me', arrives: 'yes', reaches: 'no' }]);
		call.engine.room.people.join(ROOM, bo);
		call.engine.emit({ type: 'network.quality', userID: 'bo', uplink: 0, downlink: 0 });
		expect(view().reach?.who).toBe('some');
		call.engine.room.tellReason('RECONNECTED');
		expect([view().reach, ofAnn()]).toEqual([null, null]);
	});

	it('someone whom the room has lost while their media goes on is shown so, until they are back or gone', async () => {
		const call = await arrange('inCall');
		const ofAnn = () => callView(stateOf(call.actor.getSnapshot())).tiles.find(({ userID }) => userID === 'ann')?.flow;
		const tell = (state: 'RECONNECTING' | 'CONNECTED', userID = 'ann') =>
			call.engine.emit({ type: 'remote.connection', userID, state });
		call.engine.room.people.join(ROOM, ann);
		const measure = (downlink: 0 | 4) =>
			call.engine.emit({ type: 'network.quality', userID: 'ann', uplink: 0, downlink });
		measure(0);
		tell('RECONNECTING');
		expect(ofAnn()).toEqual({ away: 'them', arrives: 'unknown', reaches: 'unknown' });
		measure(4);
		tell('RECONNECTING');
		tell('RECONNECTING', 'nobody');
		expect(call.context.away).toEqual(['ann']);
		expect(ofAnn()).toEqual({ away: 'them', arrives: 'yes', reaches: 'no' });
		tell('CONNECTED');
		expect(ofAnn()).toBeNull();
		tell('RECONNECTING');
		call.engine.room.people.leave('ann', 'lost');
		expect(call.context.away).toEqual([]);
	});

	it('someone to whom no path leads is shown so, whether or not they send anything, until there is one or they go', async () => {
		const call = await arrange('inCall');
		const view = () => callView(stateOf(call.actor.getSnapshot()));
		const ofAnn = () => view().tiles.find(({ userID }) => userID === 'ann');
		const tell = (state: 'NO_PATH' | 'RECONNECTING' | 'CONNECTED', userID = 'ann') =>
			call.engine.emit({ type: 'remote.connection', userID, state });
		call.engine.room.people.join(ROOM, ann);
		expect([ofAnn()?.state, view().failure]).toEqual(['none', null]);
		tell('NO_PATH');
		tell('NO_PATH');
		tell('NO_PATH', 'nobody');
		expect(call.context.pathless).toEqual(['ann']);
		expect(ofAnn()).toMatchObject({ state: 'unreachable', failure: failure('network.noPath') });
		expect(view().failure).toEqual(failure('network.noPath'));
		call.engine.room.tellReason('RECONNECTING');
		expect(view().failure).toBeNull();
		call.engine.room.tellReason('RECONNECTED');
		tell('RECONNECTING');
		expect(call.context).toMatchObject({ away: ['ann'], pathless: [] });
		tell('NO_PATH');
		expect(call.context).toMatchObject({ away: [], pathless: ['ann'] });
		tell('CONNECTED');
		expect([ofAnn()?.state, view().failure]).toEqual(['none', null]);
		tell('NO_PATH');
		call.engine.room.people.leave('ann', 'lost');
		expect([call.context.pathless, view().failure]).toEqual([[], null]);
	});

	it('who could not be reached in one room is forgotten in the next', async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.emit({ type: 'remote.connection', userID: 'ann', state: 'NO_PATH' });
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-2' });
		await call.advance(1_000);
		expect(call.context).toMatchObject({ roomID: 'room-2', pathless: [] });
	});
});
