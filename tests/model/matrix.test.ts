import { describe, expect, it } from 'vitest';
import { failure } from '../../machines/failure';
import type { RoomReasonEvent } from '../../machines/room.reason';
import { ROOM_REASONS } from '../../machines/room.reason';
import { CALL_STATES } from '../../machines/call/states';
import { arrange } from './harness/arrange';
import { topOf, type RunningCall } from './harness/call';
import { count } from './harness/counts';
import { ARRIVES_NOWHERE, reasonCell } from './generated/decisions';
import { outcomeIn } from './harness/decisions';

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
			const cell = reasonCell(reason, state);
			const call = await arrange(state);
			const holds: Record<string, boolean> = {
				isOtherRoom: of === 'another room',
				// The cameras of these calls are on.
				canPublish: call.facts.publisher === null,
				isTokenRefused: false,
				canReturn: false
			};
			const { passed, noted } = tell(call, {
				type: `room.${reason}`,
				roomID: roomID(call),
				failure: failure('network.broken')
			});
			expect(call.errors).toEqual([]);
			if (cell === ARRIVES_NOWHERE) {
				expect({ passed, noted }).toEqual({ passed: [], noted: false });
				return;
			}
			const { target, ignored } = outcomeIn(cell, holds);
			if (target === null) expect(call.top).toBe(state);
			else expect(passed).toContain(target);
			expect(noted).toBe(ignored);
		}
	);
});

count('matrix', {
	reasons: ROOM_REASONS.length,
	states: CALL_STATES.length,
	cells: ROOM_REASONS.length * CALL_STATES.length
});
