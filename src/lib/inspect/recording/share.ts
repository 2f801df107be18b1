/** Lets /inspect, in another tab of this browser, find and watch the call of this one. Small: every call loads it. */
import type { LazyRecorder } from './lazy.recorder';

export const CHANNEL = 'video-call-inspect';

/** Without a call's ID it asks who is there; with one, for its recording and for what follows. */
export type Question = { ask: string | null };
/** `total` counts the entries of the call up to and with these. */
export type Answer =
	| { call: string; since: number }
	| { call: string; recording: string; total: number }
	| { call: string; entries: string[]; total: number };

let channel: BroadcastChannel | undefined;

/** From now on it is this call that the tab tells of. */
export function shareCall(lazy: LazyRecorder): void {
	const call = lazy.id;
	const since = Date.now();
	channel?.close();
	const mine = (channel = new BroadcastChannel(CHANNEL));
	const say = (answer: Answer) => {
		if (mine === channel) mine.postMessage(answer);
	};
	let isFollowed = false;
	const tell = async () => {
		const recorder = await lazy.load();
		say({ call, recording: recorder.save(), total: recorder.total });
		if (!isFollowed) recorder.subscribe((entries) => say({ call, entries, total: recorder.total }));
		isFollowed = true;
	};
	mine.onmessage = ({ data: { ask } }: MessageEvent<Question>) => {
		if (ask === null) say({ call, since });
		if (ask === call) tell().catch((error: unknown) => console.error('This call cannot be shown:', error));
	};
	say({ call, since });
}
