/** The one call of this app: its engine, its storage, its recorder, and its view as a Svelte store. */
import { useSelector } from '@xstate/svelte';
import type { Readable } from 'svelte/store';
import { toObserver, type Observer } from 'xstate';
import { createCall, type Call, type CallOptions, type CallView } from '../call/call';
import { BASE_PATH } from '../api/base';
import { SIGNAL_PATH } from '../api/signalling';
import { loadEngine } from '../engine/load';
import { createLazyRecorder, type LazyRecorder } from '../inspect/recording/lazy.recorder';
import { shareCall } from '../inspect/recording/share';
import { keepAwake } from './awake';
import { isReloaded, watchPage } from './page.events';
import { readProfile } from './profile';
import { browserStorage, tabStorage } from './storage';
import { tokenSource } from './tokens';

/** A call and what this app adds to it. */
export interface AppCall extends Pick<Call, 'roomID' | 'media' | 'send' | 'onNotice'> {
	readonly call: Call;
	/** The room that the page opened; the call may have switched to another since. */
	readonly openedRoomID: string;
	readonly view: Readable<CallView>;
	/** What has happened in it, for a bug report and for /inspect. */
	readonly recorder: LazyRecorder;
}

/** Vite hands this object from the old module to the new one, so editing a component does not end the call. */
const hot = (import.meta.hot?.data ?? {}) as { current?: AppCall; isWatching?: true };

/** What a page opens. */
export type OpenCallOptions = Pick<CallOptions, 'roomID' | 'userName'>;

/** The call that the page opened for this room, if it is still going on, else a new one. Ends any other. */
export function openCall({ roomID, userName }: OpenCallOptions): AppCall {
	const { current } = hot;
	if (current?.openedRoomID === roomID && current.call.view.end === null) return current;
	current?.call.send({ type: 'user.leave' });
	if (!hot.isWatching) watchPage(() => hot.current?.call);
	hot.isWatching = true;

	const recorder = createLazyRecorder();
	const { tokens, iceServers } = tokenSource();
	const call = createCall({
		roomID,
		userName,
		loadEngine: async (media, parent) => {
			// Faults replace parts of the browser, which the engine takes when it is loaded.
			if (/[?&]debug/.test(location.search)) await import('../inspect/faults/faults');
			return loadEngine(readProfile(), { media, signalURL: BASE_PATH + SIGNAL_PATH, iceServers, parent });
		},
		tokens,
		storage: tabStorage,
		reloaded: isReloaded(),
		preferences: browserStorage,
		inspect: recorder.inspect
	});
	return adopt(call, roomID, recorder);
}

/** A new call in the room that this one was in, with the same person and intents. */
export function rejoinCall({ call, openedRoomID }: AppCall): AppCall {
	const recorder = createLazyRecorder();
	return adopt(call.rejoin({ inspect: recorder.inspect }), openedRoomID, recorder);
}

function adopt(call: Call, openedRoomID: string, recorder: LazyRecorder): AppCall {
	const adopted: AppCall = {
		call,
		openedRoomID,
		recorder,
		view: viewStore(call),
		media: call.media,
		send: (event) => call.send(event),
		onNotice: (listener) => call.onNotice(listener),
		get roomID() {
			return call.roomID;
		}
	};
	const over = new AbortController();
	const forget = () => {
		over.abort();
		if (hot.current === adopted) delete hot.current;
	};
	hot.current = adopted;
	call.actor.subscribe({ complete: forget, error: forget });
	keepAwake(call, over.signal);
	shareCall(recorder);
	return adopted;
}

function viewStore(call: Call): Readable<CallView> {
	const views = {
		getSnapshot: () => call.view,
		subscribe: (listener: Observer<CallView> | ((view: CallView) => void)) => {
			const { next } = toObserver(listener);
			return { unsubscribe: call.onView((view) => next?.(view)) };
		}
	};
	return useSelector(views, (view) => view);
}
