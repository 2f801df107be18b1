/**
 * The simulated engine: in memory, without a network, on its own clock. Every operation succeeds unless the script says
 * otherwise. Events come in the order in which the ZEGO SDK sends them; a test can also emit any event at any time.
 */
import { isTooLong } from '../../../../machines/chat/text';
import type {
	CallEngine,
	DeviceChoice,
	DeviceKind,
	EngineEvent,
	NoiseSuppression,
	OpenedDevice,
	RoomLogin
} from '../../../../machines/engine';
import { failure, type Failure, type FailureCode } from '../../../../machines/failure';
import type { VideoHeight } from '../../../../machines/video.height';
import type { MediaRegistry } from '../media';
import { Hardware } from './simulated.hardware';
import { Pictures } from './simulated.media';
import { Playing } from './simulated.player';
import { SimulatedRoom } from './simulated.room';
import { Prompter, realClock, type Clock, type Operation, type Scene, type Script } from './simulated.script';

export type LogEntry = { operation: keyof CallEngine; subject: string };
export type Live = { tracks: number; listeners: number; timers: number };
export type SimulatedOptions = { media: MediaRegistry; clock?: Clock; script?: Script };

/** Without `fail` the operation only rejects. */
type Staging<T> = (
	resolve: (value: T) => void,
	reject: (why: Failure) => void
) => Pick<Scene, 'begin' | 'succeed'> & Partial<Pick<Scene, 'fail'>>;
type StreamState = Extract<EngineEvent, { type: `publisher.${string}` | `player.${string}` }>['type'];

export class SimulatedEngine implements CallEngine {
	readonly kind = 'simulated';
	/** All operations that were called, in order, without tokens. */
	readonly log: LogEntry[] = [];
	readonly hardware: Hardware;
	readonly room: SimulatedRoom;
	readonly player: Playing;
	/** A test may change its `answers` at any time. */
	readonly prompter: Prompter;
	readonly #pictures: Pictures;
	readonly #listeners = new Set<(event: EngineEvent) => void>();
	readonly #publishing = new Set<string>();
	#destroyed = false;

	constructor({ media, clock = realClock, script = {} }: SimulatedOptions) {
		this.prompter = new Prompter(clock, script.answers);
		this.#pictures = new Pictures(media);
		this.hardware = new Hardware((event) => this.emit(event), this.#pictures, script.devices);
		this.room = new SimulatedRoom((event) => this.emit(event));
		this.player = new Playing({
			people: this.room.people,
			pictures: this.#pictures,
			tell: (event) => this.emit(event)
		});
	}

	/* What a test or a page tells it to do */

	emit(event: EngineEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}

	kick(code: FailureCode = 'kicked.byHost'): void {
		for (const streamID of this.#publishing) this.#tellStream('publisher.NO_PUBLISH', streamID, failure(code));
		this.room.tellReason('KICKOUT', failure(code));
	}

	/** What still runs. After `destroy`, nothing does. */
	live(): Live {
		return {
			tracks: this.#pictures.count + Number(this.hardware.openDevices.includes('microphone')),
			listeners: this.#listeners.size,
			timers: this.prompter.timers
		};
	}

	/* The port */

	subscribe(listener: (event: EngineEvent) => void): () => void {
		this.#note('subscribe');
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	checkSystemRequirements(): Promise<void> {
		return this.#ask('checkSystemRequirements', '', (resolve) => ({
			succeed: [resolve, () => this.hardware.tellDevices()]
		}));
	}

	openDevice(device: DeviceKind, choice: DeviceChoice | null, signal: AbortSignal): Promise<OpenedDevice> {
		return this.#ask('openDevice', device, (resolve, reject) => {
			return this.hardware.opening(device, () => (signal.aborted ? undefined : choice), resolve, reject);
		});
	}

	closeDevice(device: DeviceKind): Promise<void> {
		return this.#ask('closeDevice', device, (resolve) => ({
			succeed: [() => this.hardware.close(device), resolve]
		}));
	}

	setNoiseSuppression(suppression: NoiseSuppression, signal: AbortSignal): Promise<void> {
		return this.#ask('setNoiseSuppression', suppression, (resolve) => ({
			succeed: [
				() => {
					if (!signal.aborted) this.hardware.noise = suppression;
				},
				resolve
			]
		}));
	}

	stopPreview(): void {
		this.#note('stopPreview');
		this.hardware.releaseAll();
	}

	startScreenCapture(signal: AbortSignal): Promise<{ muted: boolean }> {
		return this.#ask('startScreenCapture', '', (resolve, reject) => {
			const capture = () => {
				if (signal.aborted) reject(failure('screen.cancelled', 'aborted'));
				else resolve(this.hardware.captureScreen());
			};
			return { succeed: [capture] };
		});
	}

	stopScreenCapture(): void {
		this.#note('stopScreenCapture');
		this.hardware.releaseScreen();
	}

	enterLobby({ roomID }: RoomLogin): Promise<void> {
		return this.#ask('enterLobby', roomID, (resolve) => ({
			succeed: [() => this.room.enterLobby(roomID), resolve]
		}));
	}

	loginRoom({ roomID }: RoomLogin): Promise<void> {
		return this.#ask('loginRoom', roomID, (resolve, reject) => this.room.entrance(roomID, resolve, reject));
	}

	switchRoom(fromRoomID: string, { roomID }: RoomLogin): Promise<void> {
		return this.#ask('switchRoom', roomID, (resolve, reject) => {
			const { begin, ...entrance } = this.room.entrance(roomID, resolve, reject);
			const leave = () => this.room.tellReason('LOGOUT', null, fromRoomID);
			return { begin: () => [leave, begin].forEach((act) => act()), ...entrance };
		});
	}

	startPublishing(streamID: string): Promise<void> {
		return this.#ask('startPublishing', streamID, (resolve, reject) => {
			this.#publishing.add(streamID);
			const tell = (type: StreamState) => () => {
				if (this.#publishing.has(streamID)) this.#tellStream(type, streamID);
			};
			return {
				begin: tell('publisher.PUBLISH_REQUESTING'),
				succeed: [resolve, tell('publisher.PUBLISHING')],
				fail: (why) => [() => this.#tellStream('publisher.NO_PUBLISH', streamID, why), () => reject(why)]
			};
		});
	}

	setVideoConfig(streamID: string, most: VideoHeight): void {
		this.#note('setVideoConfig', `${streamID} ${most}`);
	}

	stopPublishing(streamID: string): void {
		this.#note('stopPublishing', streamID);
		if (this.#publishing.delete(streamID)) this.#tellStream('publisher.NO_PUBLISH', streamID);
	}

	startPlaying(streamID: string): Promise<void> {
		return this.#ask('startPlaying', streamID, (resolve, reject) => this.player.scene(streamID, resolve, reject));
	}

	stopPlaying(streamID: string): void {
		this.#note('stopPlaying', streamID);
		this.player.stop(streamID);
	}

	setPlayStreamVideoType(streamID: string, height: VideoHeight): void {
		this.#note('setPlayStreamVideoType', `${streamID} ${height}`);
		this.player.resize(streamID, height);
	}

	/** Without a connection nothing can be sent. */
	sendBroadcastMessage(messageID: string, text: string): Promise<void> {
		return this.#ask('sendBroadcastMessage', messageID, (resolve, reject) => {
			const why = isTooLong(text) ? 'capacity.tooLarge' : this.room.isLost ? 'network.broken' : null;
			return { succeed: [() => (why ? reject(failure(why, 'simulated')) : resolve())] };
		});
	}

	renewToken(): Promise<void> {
		return this.#ask('renewToken', '', (resolve) => ({ succeed: [resolve] }));
	}

	logoutRoom(): void {
		this.#note('logoutRoom', this.room.roomID);
		this.prompter.drop('enterLobby', 'loginRoom', 'switchRoom');
		const leave = () => {
			for (const streamID of this.#publishing) this.#tellStream('publisher.NO_PUBLISH', streamID);
			this.#publishing.clear();
			this.room.leave();
		};
		if (!this.#destroyed)
			this.prompter.ask('logoutRoom', this.room.roomID, {
				succeed: [leave],
				fail: (why) => [() => this.room.tellReason('LOGOUT_FAILED', why)]
			});
	}

	/** Throws when it is called again, like ZEGO's. */
	destroy(): void {
		this.#note('destroy');
		if (this.#destroyed) throw new Error('The engine has been destroyed already');
		this.#destroyed = true;
		this.prompter.dropAll();
		this.#listeners.clear();
		this.hardware.releaseAll();
		this.#pictures.hideAll();
	}

	#note(operation: LogEntry['operation'], subject = ''): void {
		this.log.push({ operation, subject });
	}

	/** After `destroy` nothing is answered. */
	#ask<T>(operation: Operation, subject: string, stage: Staging<T>): Promise<T> {
		this.#note(operation, subject);
		return new Promise<T>((resolve, reject) => {
			if (this.#destroyed) return;
			const rejectOnly = (why: Failure) => [() => reject(why)];
			this.prompter.ask(operation, subject, { fail: rejectOnly, reject, ...stage(resolve, reject) });
		});
	}

	#tellStream(type: StreamState, streamID: string, why: Failure | null = null): void {
		this.emit({ type, streamID, failure: why });
	}
}

export const createSimulatedEngine = (options: SimulatedOptions): SimulatedEngine => new SimulatedEngine(options);
