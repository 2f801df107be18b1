/** Calls that are recorded from their first event, and how to read the recordings. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createRecorder, type Entry } from '../../../src/lib/inspect/recording/recorder';
import { readRecording, type Recording } from '../../../src/lib/inspect/recording/recording';
import { ROOM, startCall, type RunningCall, type Setting } from './call';
import { ann } from './rules';

// XState warns of events to an actor that has ended, which these tests send on purpose.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

export function read(text: string): Recording {
	const result = readRecording(text);
	return 'recording' in result ? result.recording : expect.fail(JSON.stringify(result));
}

export const entriesOf = ({ segments }: Recording): Entry[] => segments.flatMap(({ entries }) => entries);

export function record(setting: Setting = {}) {
	const recorder = createRecorder();
	const call = startCall({ ...setting, inspect: recorder.inspect });
	return { recorder, call, read: () => read(recorder.save()) };
}

export async function join(call: RunningCall, userName = 'Me'): Promise<void> {
	await call.advance(1_000);
	call.actor.send({ type: 'user.start', userName });
	await call.advance(1_000);
}

/** Someone comes and sends a stream. */
export async function meet({ engine, advance }: RunningCall, roomID = ROOM, user = ann): Promise<void> {
	engine.room.people.join(roomID, user);
	engine.room.people.publish(user.userID);
	await advance(1_000);
}
