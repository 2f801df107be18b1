import { version } from '$app/environment';
import { download } from './download';
import type { Tape } from './tape';

/** Hands the person everything that has happened in this call, as a file for /inspect. */
export async function saveRecording(tape: Tape): Promise<void> {
	const recorder = await tape.recorder();
	download('call-recording.json', 'application/json', recorder.save(version));
}
