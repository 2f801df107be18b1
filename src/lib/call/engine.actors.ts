/** Puts any engine behind the charts: every service they invoke, as one call on the port. */
import { fromCallback, fromPromise, type AnyActorRef, type EventObject } from 'xstate';
import { callMachine } from '../../../machines/call/machine';
import { chatMachine } from '../../../machines/chat/machine';
import { deviceMachine } from '../../../machines/device/machine';
import type { CallEngine, EngineEvent, RoomLogin } from '../../../machines/engine';
import { asFailure, failure, type Failure } from '../../../machines/failure';
import { MOST_SENT } from '../../../machines/pictures';
import { noiseMachine } from '../../../machines/noise/machine';
import { playerMachine } from '../../../machines/player/machine';
import { publisherMachine } from '../../../machines/publisher/machine';
import { screenMachine } from '../../../machines/screen/machine';
import { speakerMachine } from '../../../machines/speaker/machine';
import type { RoomEntry, ServiceFailed, TokenGrant } from '../../../machines/services';
import type * as services from '../../../machines/services';
import { tokenMachine } from '../../../machines/token/machine';

/** Where tokens come from. They stay in this file, outside every chart, snapshot and recording. */
export interface TokenSource {
	/** A token for this room, and for how many seconds it is valid. Rejects with a `Failure`. */
	fetch(roomID: string, signal: AbortSignal): Promise<TokenGrant & { token: string }>;
}

/** What can be asked of the place where sound comes out. */
export interface Output {
	/** From now on, of this speaker; an empty ID is the system's default. */
	use(deviceID: string): Promise<void>;
	/** Resolves when the sound is over. */
	playTestSound(signal: AbortSignal): Promise<void>;
}
const SYSTEM_OUTPUT: Output = { use: () => Promise.resolve(), playTestSound: () => Promise.resolve() };

export interface CallEnvironment {
	/** Loads and constructs the engine, whose own charts may run below `parent`. Called again after it failed. */
	loadEngine: (parent?: AnyActorRef) => Promise<CallEngine>;
	tokens: TokenSource;
	/** Where the sound of the call comes out. Default: of the system's default. */
	output?: Output;
	/** Called before each event of the engine reaches the call. */
	beforeEvent?: () => void;
}

/**
 * The call chart with every service provided by this engine and these tokens, for one call.
 * `release` destroys the engine if the chart has not: an actor that errors leaves what it invoked running (xstate#5153).
 */
export function provideEngine({ loadEngine, tokens, output = SYSTEM_OUTPUT, beforeEvent }: CallEnvironment) {
	const engine = engineOf(loadEngine);
	const held = new Map<string, string>();

	/** If the actor was stopped while waiting, the engine is not called: nobody who has left is prompted. */
	const ready = async (signal: AbortSignal): Promise<CallEngine> => {
		const it = await engine.get();
		signal.throwIfAborted();
		return it;
	};
	const grant = async (roomID: string, signal: AbortSignal) => {
		const { token, ...rest } = await tokens.fetch(roomID, signal);
		signal.throwIfAborted();
		held.set(roomID, token);
		return { ...rest, token };
	};
	const login = ({ roomID, user }: RoomEntry): RoomLogin => ({ roomID, user, token: held.get(roomID) ?? '' });

	const openDevice: typeof services.openDevice = fromPromise(async ({ input, signal }) =>
		(await ready(signal)).openDevice(input.device, input.choice, signal)
	);
	const closeDevice: typeof services.closeDevice = fromPromise(async ({ input, signal }) =>
		(await ready(signal)).closeDevice(input.device)
	);
	const suppressNoise: typeof services.suppressNoise = fromPromise(async ({ input, signal }) =>
		(await ready(signal)).setNoiseSuppression(input.suppression, signal)
	);
	const fetchToken: typeof services.fetchToken = fromPromise(async ({ input, signal }) => {
		const { userID, expiresIn } = await grant(input.roomID, signal);
		return { userID, expiresIn };
	});
	const renewToken: typeof services.renewToken = fromPromise(async ({ input, signal }) => {
		const { userID, expiresIn, token } = await grant(input.roomID, signal);
		await (await ready(signal)).renewToken(token);
		return { userID, expiresIn };
	});
	const publishStream: typeof services.publishStream = fromCallback(
		({ input: { streamID, most }, sendBack, receive }) => {
			receive(({ pictures }) => {
				engine.during(
					async (it) => it.setVideoConfig(streamID, MOST_SENT[pictures]),
					() => undefined,
					() => undefined
				);
			});
			return engine.during(
				(it) => {
					it.setVideoConfig(streamID, most);
					return it.startPublishing(streamID);
				},
				(it) => it.stopPublishing(streamID),
				failing(sendBack)
			);
		}
	);
	const playStream: typeof services.playStream = fromCallback(({ input, sendBack }) =>
		engine.during(
			(it) => it.startPlaying(input.streamID),
			(it) => it.stopPlaying(input.streamID),
			failing(sendBack)
		)
	);
	const sizeStream: typeof services.sizeStream = fromCallback(({ input }) =>
		engine.during(
			async (it) => it.setPlayStreamVideoType(input.streamID, input.height),
			() => undefined,
			() => undefined
		)
	);
	const captureScreen = fromCallback<EventObject, undefined>(({ sendBack }) => {
		const cancel = new AbortController();
		const stop = engine.during(
			async (it) => {
				const { muted } = await it.startScreenCapture(cancel.signal);
				sendBack({ type: 'screen.captured', muted });
			},
			(it) => it.stopScreenCapture(),
			failing(sendBack)
		);
		return () => {
			cancel.abort();
			stop();
		};
	});
	const sendMessage: typeof services.sendMessage = fromPromise(async ({ input, signal }) =>
		(await ready(signal)).sendBroadcastMessage(input.messageID, input.text)
	);
	const useSpeaker: typeof services.useSpeaker = fromCallback(({ input, sendBack }) => {
		output.use(input.deviceID).then(
			() => sendBack({ type: 'speaker.used' }),
			(error: unknown) => failing(sendBack)(asFailure(error))
		);
		return () =>
			void output.use('').catch((error: unknown) => console.error('Sound stays where it cannot be heard.', error));
	});
	const playTestSound: typeof services.playTestSound = fromPromise(({ signal }) => output.playTestSound(signal));
	const device = deviceMachine.provide({ actors: { openDevice, closeDevice } });
	const publisher = publisherMachine.provide({ actors: { publishStream } });

	const machine = callMachine.provide({
		actors: {
			engineEvents: fromCallback<EventObject, undefined>(({ sendBack, self }) =>
				engine.live((event) => {
					beforeEvent?.();
					sendBack(event);
				}, self)
			),
			createEngine: fromPromise(async ({ signal }) => (await ready(signal)).checkSystemRequirements()),
			enterLobby: fromPromise(async ({ input, signal }) => (await ready(signal)).enterLobby(login(input))),
			loginRoom: fromPromise(async ({ input, signal }) => (await ready(signal)).loginRoom(login(input))),
			switchRoom: fromPromise(async ({ input, signal }) =>
				(await ready(signal)).switchRoom(input.fromRoomID, login(input))
			),
			leaveRoom: fromPromise(async () => {
				const it = engine.loaded();
				it.stopPreview();
				it.logoutRoom();
			}),
			fetchToken,
			chat: chatMachine.provide({ actors: { sendMessage } }),
			camera: device,
			microphone: device,
			noise: noiseMachine.provide({ actors: { suppressNoise } }),
			speaker: speakerMachine.provide({ actors: { useSpeaker, playTestSound } }),
			screen: screenMachine.provide({ actors: { captureScreen, publisher } }),
			token: tokenMachine.provide({ actors: { fetchToken, renewToken } }),
			publisher,
			player: playerMachine.provide({ actors: { playStream, sizeStream } })
		}
	});
	return { machine, release: engine.release };
}

const failing = (sendBack: (event: ServiceFailed) => void) => (failure: Failure) =>
	sendBack({ type: 'service.failed', failure });

/** The one engine of a call: loaded when first needed, destroyed exactly once when the call's actor ends. */
function engineOf(load: CallEnvironment['loadEngine']) {
	let loading: Promise<CallEngine> | undefined;
	let current: CallEngine | undefined;
	let parent: AnyActorRef | undefined;
	let report: (event: EngineEvent) => void = () => {};

	let get = (): Promise<CallEngine> => {
		loading ??= load(parent).then(
			(engine) => {
				engine.subscribe((event) => report(event));
				current = engine;
				return engine;
			},
			(error: unknown) => {
				loading = undefined;
				throw asFailure(error);
			}
		);
		return loading;
	};

	let release = (): void => {
		report = () => {};
		release = () => {};
		get = () => Promise.reject(failure('config.notLoggedIn', 'the call is over'));
		loading?.then(
			(engine) => engine.destroy(),
			() => {
				/* Nothing to destroy; `createEngine` has reported that loading failed. */
			}
		);
	};

	return {
		get: () => get(),
		/** The engine if it is loaded; leaving does not wait for one. */
		loaded(): CallEngine {
			if (!current) throw failure('config.notLoggedIn', 'no engine');
			return current;
		},
		/** Destroys the engine; one that is still loading, as soon as it arrives. */
		release: () => release(),
		/** Reports to `listener` until the returned disposer releases the engine. */
		live(listener: (event: EngineEvent) => void, self: AnyActorRef): () => void {
			report = listener;
			parent = self;
			return () => release();
		},
		/** Starts now, or when the engine is loaded. The returned disposer stops it, and always after it has started. */
		during(
			start: (engine: CallEngine) => Promise<void>,
			stop: (engine: CallEngine) => void,
			fail: (failure: Failure) => void
		): () => void {
			const begun = get();
			begun.then(start).catch((error: unknown) => fail(asFailure(error)));
			return () =>
				void begun.then(stop, () => {
					/* Nothing to stop; `fail` has been called. */
				});
		}
	};
}
