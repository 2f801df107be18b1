import { describe, expect, it } from 'vitest';
import { callMachine } from '../../machines/call/machine';
import { failure } from '../../machines/failure';
import type { RoomReasonEvent } from '../../machines/room.reason';
import { ROOM_REASONS } from '../../machines/room.reason';
import { CALL_STATES } from '../../machines/call/states';
import { arrange } from './harness/arrange';
import { topOf, type RunningCall } from './harness/call';
import { count } from './harness/counts';
import { decisionOf } from './harness/decisions';

type Top = string;

/** Every state the call passes through, also those it leaves at once. */
function tell(call: RunningCall, event: RoomReasonEvent): { passed: Top[]; noted: boolean } {
	const passed: Top[] = [];
	const from = call.notices.length;
	call.onMicrostep((value) => passed.push(topOf(value)));
	call.engine.emit(event);
	return { passed, noted: call.notices.slice(from).some(({ type }) => type === 'notice.reasonIgnored') };
}

const ROOMS = { 'its room': (call: RunningCall) => call.context.roomID, 'another room': () => 'room-0' };

describe.each(CALL_STATES)('in %s', (state) => {
	it.each(ROOM_REASONS.flatMap((reason) => Object.entries(ROOMS).map(([of, roomID]) => ({ reason, of, roomID }))))(
		'$reason of $of does what the table says',
		async ({ reason, of, roomID }) => {
			const call = await arrange(state);
			const guards = {
				isOtherRoom: of === 'another room',
				// The cameras of these calls are on.
				canPublish: call.facts.publisher === null,
				isTokenRefused: false,
				canReturn: false
			};
			const rows = decisionOf(callMachine.getStateNodeById(`call.${state}`), `room.${reason}`);
			const decided = rows.find(({ guard }) => guard === null || guards[guard as keyof typeof guards]);
			const { passed, noted } = tell(call, {
				type: `room.${reason}`,
				roomID: roomID(call),
				failure: failure('network.broken')
			});
			expect(call.errors).toEqual([]);
			// Nothing arrives where the call has ended.
			expect(decided === undefined).toBe(state === 'destroyed');
			if (decided?.target) expect(passed).toContain(decided.target);
			else expect(call.top).toBe(state);
			expect(noted).toBe(decided?.target === null && !decided.acts);
		}
	);
});

count('matrix', {
	reasons: ROOM_REASONS.length,
	states: CALL_STATES.length,
	cells: ROOM_REASONS.length * CALL_STATES.length
});
