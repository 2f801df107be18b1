/** A video call without a framework: the call chart on an engine, as one object. */
import { createActor, type ActorRefFrom, type ActorOptions, type AnyActorRef, type InspectionEvent } from 'xstate';
import type { callMachine } from '../../../machines/call/machine';
import type { Choices, Intents, Notice, PageEvent, UserEvent } from '../../../machines/call/types';
import type { CallEngine, NoiseSuppression } from '../../../machines/engine';
import type { PictureMode } from '../../../machines/pictures';
import { MediaRegistry } from '../engine/media';
import { provideEngine, type TokenSource } from './engine.actors';
import { Memory, recall, wasJustLeft, type CallStorage } from './memory';
import { stateOf } from './facts';
import { watchStillness } from './stillness';
import { preferencesIn, preferred, PreferenceKeeper } from './preferences';
import { callView, type CallView } from './view';

export type { CallStorage, CallView, Intents, Notice, TokenSource };

export type CallOptions = {
	roomID: string;
	userName: string;
	/** Which devices the person wants to use. Default: as `preferences` has it, else both. */
	intents?: Intents;
	/** Which of them. Default: as `preferences` has it, else the browser's choice. */
	choices?: Choices;
	/** How much of pictures they want. Default: as `preferences` has it, else as much as is of use. */
	pictures?: PictureMode;
	/** What to do to the noise in their sound. Default: as `preferences` has it, else what browsers do. */
	noise?: NoiseSuppression;
	/** Go straight into the call, past the lobby. Default: only when the page was `reloaded`, and this call was left less than a minute ago. */
	resume?: boolean;
	/** The person reloaded the page. A page that is opened, restored, duplicated or come back to begins in the lobby. Default: false. */
	reloaded?: boolean;
	/** Loads the engine, which puts every `MediaStream` into `media` and may run charts of its own below `parent`. Called again after it failed. */
	loadEngine: (media: MediaRegistry, parent?: AnyActorRef) => Promise<CallEngine>;
	tokens: TokenSource;
	/** Remembers the call over a reload. Default: nothing is remembered. */
	storage?: CallStorage;
	/** Remembers devices for the next call of this browser. Default: nothing is remembered. */
	preferences?: CallStorage;
	/** Default: real time. */
	clock?: NonNullable<ActorOptions<typeof callMachine>['clock']>;
	/** The time of day (ms), which outlives the page. Default: `Date.now`. */
	now?: () => number;
	/** Receives XState's inspection events of the call and all its children. */
	inspect?: (event: InspectionEvent) => void;
};

export interface Call {
	readonly actor: ActorRefFrom<typeof callMachine>;
	/** The room that the call is in now; `user.switchRoom` changes it. */
	readonly roomID: string;
	/** Streams by the `mediaID` of the view. */
	readonly media: MediaRegistry;
	/** Everything a page shows, as plain data; the same object until something in it changes. */
	readonly view: CallView;
	send(event: UserEvent | PageEvent): void;
	/** Calls back after every change of the view. Returns the unsubscriber. */
	onView(listener: (view: CallView) => void): () => void;
	/** Calls back for every notice, as when somebody joins. Returns the unsubscriber. */
	onNotice(listener: (notice: Notice) => void): () => void;
	/** A new call with the same person, intents and devices, straight into the room of this one. `changes` replaces options. */
	rejoin(changes?: Partial<CallOptions>): Call;
	/** Ends the call at once, without a logout, and frees devices, connections and timers. */
	release(): void;
}

const NOTICES = [
	'notice.joined',
	'notice.gone',
	'notice.message',
	'notice.switchFailed',
	'notice.reasonIgnored'
] as const;

/** Starts a call in its lobby, or in the room when it is resumed. */
export function createCall(options: CallOptions): Call {
	const { roomID, loadEngine, tokens, storage, clock, now = () => Date.now(), inspect } = options;
	const media = new MediaRegistry();
	const { machine, release } = provideEngine({
		loadEngine: (parent) => loadEngine(media, parent),
		tokens,
		output: media.output,
		// After a sleep, the call must know of it before the engine is back in the room.
		beforeEvent: () => stillness.look()
	});
	const remembered = storage ? recall(storage, roomID) : null;
	const isReload = options.reloaded === true && remembered !== null && wasJustLeft(remembered, now());
	const usual = preferred(options.preferences);
	const actor = createActor(machine, {
		input: {
			roomID,
			userName: remembered?.userName ?? options.userName,
			intents: remembered?.intents ?? options.intents ?? usual.intents,
			choices: options.choices ?? usual.choices,
			pictures: remembered?.pictures ?? options.pictures ?? usual.pictures,
			noise: options.noise ?? usual.noise,
			resume: options.resume ?? isReload
		},
		...(clock && { clock }),
		...(inspect && { inspect })
	});
	const stillness = watchStillness(now, (stoodStill) => actor.send({ type: 'page.wake', stoodStill }));
	const views = watchView(actor);
	const memory = storage && new Memory(storage, roomID, now);
	const keeper = options.preferences && new PreferenceKeeper(options.preferences, actor.getSnapshot());
	actor.subscribe({
		next: (snapshot) => {
			memory?.follow(snapshot);
			keeper?.follow(snapshot);
		},
		complete: stillness.stop,
		error: (error) => {
			stillness.stop();
			release();
			console.error('The call stopped on an error of its own.', error);
		}
	});
	actor.start();

	return {
		actor,
		media,
		get roomID() {
			return actor.getSnapshot().context.roomID;
		},
		get view() {
			return views.current();
		},
		send: (event) => {
			// What the person does now is done awake.
			stillness.look();
			actor.send(event);
		},
		onView: views.subscribe,
		onNotice: (listener) => {
			const subscriptions = NOTICES.map((type) => actor.on(type, listener));
			return () => {
				for (const subscription of subscriptions) subscription.unsubscribe();
			};
		},
		rejoin: (changes) => {
			const now = actor.getSnapshot();
			const { roomID, user } = now.context;
			const same = { roomID, userName: user.userName, ...preferencesIn(now) };
			return createCall({ ...options, ...same, resume: true, ...changes });
		},
		release: () => {
			stillness.stop();
			actor.stop();
			release();
		}
	};
}

/** The view changes with the call or any of its children; what happens in one turn is told as one change. */
function watchView(actor: ActorRefFrom<typeof callMachine>) {
	const listeners = new Set<(view: CallView) => void>();
	let view = callView(stateOf(actor.getSnapshot()));
	let told = view;
	let isDue = false;

	const current = (): CallView => {
		const now = callView(stateOf(actor.getSnapshot()));
		// Views are JSON, written by one function in one order.
		if (JSON.stringify(now) !== JSON.stringify(view)) view = now;
		return view;
	};
	const tell = () => {
		isDue = false;
		if (current() === told) return;
		told = view;
		for (const listener of [...listeners]) listener(view);
	};
	actor.system.inspect(({ type }) => {
		if (type !== '@xstate.snapshot' || isDue) return;
		isDue = true;
		queueMicrotask(tell);
	});

	return {
		current,
		subscribe: (listener: (view: CallView) => void): (() => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
