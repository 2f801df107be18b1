/** Lets /inspect in another tab find and watch the call of this one. This file is small because every call loads it. */
import type { LazyRecorder } from './lazy.recorder';

export const CHANNEL = 'video-call-inspect';

/** Null asks for calls. A call's ID asks for its recording, and for new entries from then on. */
export type InspectQuestion = { ask: string | null };
/** `total`: the number of the call's entries, including these. */
export type InspectAnswer =
	| { call: string; since: number }
	| { call: string; recording: string; total: number }
	| { call: string; entries: string[]; total: number };

let channel: BroadcastChannel | null = null;

/** Answers for this call from now on, and no longer for another of this tab. */
export function shareCall(lazy: LazyRecorder): void {
	const call = lazy.id;
	const since = Date.now();
	channel?.close();
	const mine = (channel = openChannel());
	if (!mine) return;
	const say = (answer: InspectAnswer) => {
		if (mine === channel) mine.postMessage(answer);
	};
	let isFollowed = false;
	const tell = async () => {
		const recorder = await lazy.load();
		say({ call, recording: recorder.save(), total: recorder.total });
		if (!isFollowed) recorder.subscribe((entries) => say({ call, entries, total: recorder.total }));
		isFollowed = true;
	};
	mine.onmessage = ({ data: { ask } }: MessageEvent<InspectQuestion>) => {
		if (ask === null) say({ call, since });
		if (ask === call) tell().catch((error: unknown) => console.error('This call cannot be shown:', error));
	};
	say({ call, since });
}

/** Null where tabs cannot talk to each other: nobody needs it for a call. Firefox refuses it where it blocks a site's storage. */
function openChannel(): BroadcastChannel | null {
	try {
		return new BroadcastChannel(CHANNEL);
	} catch {
		return null;
	}
}
