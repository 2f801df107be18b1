import { version } from '$app/environment';
import { download } from './download';
import type { LazyRecorder } from './lazy.recorder';

/** Saves everything that has happened in this call, as a file for /inspect. */
export async function saveRecording(call: LazyRecorder): Promise<void> {
	const recorder = await call.load();
	download('call-recording.json', 'application/json', recorder.save(version));
}
