/** Puts any engine behind the charts: every service they invoke, as one call on the port. */
import { fromCallback, fromPromise, type EventObject } from 'xstate';
import { callMachine } from './call.machine';
import { deviceMachine } from './device.machine';
import type { CallEngine, EngineEvent, RoomLogin } from './engine';
import { asFailure, type Failure } from './failure';
import { playerMachine } from './player.machine';
import { publisherMachine } from './publisher.machine';
import { screenMachine } from './screen.machine';
import type { RoomEntry, ServiceFailed, TokenGrant } from './services';
import * as services from './services';
import { tokenMachine } from './token.machine';

/** Where tokens come from; they are kept here, outside every chart, snapshot and recording. */
export interface TokenSource {
	fetch(roomID: string, signal: AbortSignal): Promise<TokenGrant & { token: string }>;
}

export interface CallEnvironment {
	/** Loads and constructs the engine; asked again after it failed. */
	loadEngine: () => Promise<CallEngine>;
	tokens: TokenSource;
}

/**
 * The call chart, running on the engine of this environment. One environment serves one call.
 * `release` destroys the engine if the chart has not: an actor that errors leaves what it invoked running (xstate#5153).
 */
export function callOn({ loadEngine, tokens }: CallEnvironment) {
	const engine = engineOf(loadEngine);
	const held = new Map<string, string>();

	const grant = async (roomID: string, signal: AbortSignal) => {
		const { token, ...rest } = await tokens.fetch(roomID, signal);
		held.set(roomID, token);
		return { ...rest, token };
	};
	const login = ({ roomID, user }: RoomEntry): RoomLogin => ({ roomID, user, token: held.get(roomID) ?? '' });

	const openDevice: typeof services.openDevice = fromPromise(async ({ input, signal }) =>
		(await engine.get()).openDevice(input.device, input.deviceID, signal)
	);
	const closeDevice: typeof services.closeDevice = fromPromise(async ({ input }) =>
		(await engine.get()).closeDevice(input.device)
	);
	const fetchToken: typeof services.fetchToken = fromPromise(async ({ input, signal }) => {
		const { userID, expiresIn } = await grant(input.roomID, signal);
		return { userID, expiresIn };
	});
	const renewToken: typeof services.renewToken = fromPromise(async ({ input, signal }) => {
		const { userID, expiresIn, token } = await grant(input.roomID, signal);
		await (await engine.get()).renewToken(token);
		return { userID, expiresIn };
	});
	const publishStream: typeof services.publishStream = fromCallback(({ input, sendBack }) =>
		engine.during(
			(it) => it.startPublishing(input.streamID),
			(it) => it.stopPublishing(input.streamID),
			failing(sendBack)
		)
	);
	const playStream: typeof services.playStream = fromCallback(({ input, sendBack }) =>
		engine.during(
			(it) => it.startPlaying(input.streamID),
			(it) => it.stopPlaying(input.streamID),
			failing(sendBack)
		)
	);
	const captureScreen = fromCallback<EventObject, undefined>(({ sendBack }) => {
		const cancel = new AbortController();
		const stop = engine.during(
			async (it) => {
				await it.startScreenCapture(cancel.signal);
				sendBack({ type: 'screen.captured' });
			},
			(it) => it.stopScreenCapture(),
			failing(sendBack)
		);
		return () => {
			cancel.abort();
			stop();
		};
	});
	const device = deviceMachine.provide({ actors: { openDevice, closeDevice } });
	const publisher = publisherMachine.provide({ actors: { publishStream } });

	const machine = callMachine.provide({
		actors: {
			engineEvents: fromCallback<EventObject, undefined>(({ sendBack }) => engine.live(sendBack)),
			createEngine: fromPromise(async () => (await engine.get()).checkSystemRequirements()),
			enterLobby: fromPromise(async ({ input }) => (await engine.get()).enterLobby(login(input))),
			loginRoom: fromPromise(async ({ input }) => (await engine.get()).loginRoom(login(input))),
			switchRoom: fromPromise(async ({ input }) => (await engine.get()).switchRoom(input.fromRoomID, login(input))),
			leaveRoom: fromPromise(async () => {
				const it = await engine.get();
				it.stopPreview();
				it.logoutRoom();
			}),
			fetchToken,
			camera: device,
			microphone: device,
			screen: screenMachine.provide({ actors: { captureScreen, publisher } }),
			token: tokenMachine.provide({ actors: { fetchToken, renewToken } }),
			publisher,
			player: playerMachine.provide({ actors: { playStream } })
		}
	});
	return { machine, release: engine.release };
}

const failing = (sendBack: (event: ServiceFailed) => void) => (failure: Failure) =>
	sendBack({ type: 'service.failed', failure });

/** The one engine of a call: loaded when first needed, destroyed exactly once when the call's actor ends. */
function engineOf(load: () => Promise<CallEngine>) {
	let loading: Promise<CallEngine> | undefined;
	let report: (event: EngineEvent) => void = () => {};

	const get = (): Promise<CallEngine> => {
		loading ??= load().then(
			(engine) => {
				engine.subscribe((event) => report(event));
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
		loading?.then(
			(engine) => engine.destroy(),
			() => {
				/* What could not be loaded need not be destroyed; `createEngine` has reported it. */
			}
		);
	};

	return {
		get,
		/** Destroys the engine; one that is still loading, as soon as it arrives. */
		release: () => release(),
		/** Reports to `listener` until the returned disposer releases the engine. */
		live(listener: (event: EngineEvent) => void): () => void {
			report = listener;
			return () => release();
		},
		/** Starts at once and stops when the returned disposer is called, in that order also while the engine loads. */
		during(
			start: (engine: CallEngine) => Promise<void>,
			stop: (engine: CallEngine) => void,
			fail: (failure: Failure) => void
		): () => void {
			const begun = get();
			begun.then(start).catch((error: unknown) => fail(asFailure(error)));
			return () =>
				void begun.then(stop, () => {
					/* What never began need not be stopped; `start` has reported it. */
				});
		}
	};
}
