/** The bridge from the call's actor to Svelte: one call at a time, created once, alive through hot reload. */
import { useSelector } from '@xstate/svelte';
import type { Readable } from 'svelte/store';
import { createActor } from 'xstate';
import type { Notice, PageEvent, UserEvent } from '../../../machines/call/types';
import { callOn } from '../call/engine.actors';
import { loadEngine } from '../engine/load';
import { MediaRegistry } from '../engine/media';
import { shareCall } from '../inspect/recording/share';
import { createLazyRecorder, type LazyRecorder } from '../inspect/recording/lazy.recorder';
import { callView, type CallView } from '../call/view';
import { readProfile } from './profile';
import { rememberCall, resumableCall, type Resumable } from './tab';
import { tokenSource } from './tokens';

export type CallOptions = { roomID: string; userName: string };

export interface CallHandle {
	/** The room it is in now; `switchRoom` changes it. */
	readonly roomID: string;
	readonly media: MediaRegistry;
	/** What has happened in it, for a bug report and for /inspect. */
	readonly recorder: LazyRecorder;
	readonly view: Readable<CallView>;
	send(event: UserEvent | PageEvent): void;
	/** Calls back for every notice; returns the unsubscriber. */
	onNotice(listener: (notice: Notice) => void): () => void;
	/** A new call with the same intents, straight into the room this one was in. */
	rejoin(): CallHandle;
}

const NOTICES = ['notice.joined', 'notice.gone', 'notice.switchFailed', 'notice.reasonIgnored'] as const;

type Kept = { call?: CallHandle };
/** Vite hands this object from the old module to the new one, so editing a component does not drop the call. */
const kept: Kept = (import.meta.hot?.data as Kept | undefined) ?? {};

/** The call of this room: the one that is going on, else a new one, resumed when the page was reloaded in mid-call. */
export function openCall(options: CallOptions): CallHandle {
	const ongoing = kept.call;
	if (ongoing?.roomID === options.roomID) return ongoing;
	ongoing?.send({ type: 'user.leave' });
	return startCall(options, resumableCall(options.roomID));
}

function startCall(options: CallOptions, resumed: Resumable | null): CallHandle {
	const media = new MediaRegistry();
	const { machine, release } = callOn({
		loadEngine: async () => {
			// The engine takes what the browser offers when it is loaded: faults get in between before.
			if (/[?&]debug/.test(location.search)) await import('../inspect/faults/faults');
			return loadEngine(readProfile(), media);
		},
		tokens: tokenSource()
	});
	const recorder = createLazyRecorder();
	const actor = createActor(machine, {
		inspect: recorder.inspect,
		input: {
			roomID: options.roomID,
			userName: resumed?.userName ?? options.userName,
			intents: resumed?.intents ?? { camera: true, microphone: true },
			resume: resumed !== null
		}
	});

	const call: CallHandle = {
		get roomID() {
			return actor.getSnapshot().context.roomID;
		},
		media,
		recorder,
		view: useSelector(actor, callView),
		send: (event) => actor.send(event),
		onNotice: (listener) => {
			const subscriptions = NOTICES.map((type) => actor.on(type, listener));
			return () => {
				for (const subscription of subscriptions) subscription.unsubscribe();
			};
		},
		rejoin: () => {
			const { roomID, user, camera, microphone } = actor.getSnapshot().context;
			return startCall(
				{ roomID, userName: user.userName },
				{ userName: user.userName, intents: { camera: camera.wanted, microphone: microphone.wanted } }
			);
		}
	};

	const forget = () => {
		if (kept.call === call) delete kept.call;
	};
	actor.subscribe({
		next: (snapshot) => rememberCall(callView(snapshot).state, snapshot.context),
		complete: forget,
		// An error in the chart itself: no camera stays on for it.
		error: (error) => {
			forget();
			release();
			console.error('The call stopped on an error of its own.', error);
		}
	});
	kept.call = call;
	shareCall(recorder);
	actor.start();
	return call;
}

if (typeof window !== 'undefined') {
	window.addEventListener('pagehide', () => kept.call?.send({ type: 'page.hide' }));
	// The browser shows a page from its back/forward cache: that page's call is over, a reload comes back into it.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) location.reload();
	});
}
