/** The ZEGO engine: rooms and media on ZEGO's cloud, through the vendor's Express SDK. */
import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';
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
import { failure } from '../../../../machines/failure';
import type { VideoHeight } from '../../../../machines/video.height';
import { Capture } from '../capture/capture';
import type { MediaRegistry } from '../media';
import { failureOfError } from './zego.codes';
import { listen } from './zego.events';
import { listenToLog, SILENT } from './zego.log';
import { Incoming, Outgoing } from './zego.media';
import { packed } from './zego.messages';
import { loadSdk } from './zego.sdk';

export interface ZegoEngineOptions {
	readonly media: MediaRegistry;
	readonly appID: number;
	/** ZEGO's server address. Empty: the SDK finds it. */
	readonly server: string;
	/** What streams are sent in, where the browser can. */
	readonly videoCodec: 'H264' | 'VP8';
}

export async function createZegoEngine({ media, appID, server, videoCodec }: ZegoEngineOptions): Promise<CallEngine> {
	return new ZegoEngine(await loadSdk(appID, server), media, videoCodec);
}

class ZegoEngine implements CallEngine {
	readonly kind = 'zego';
	readonly #zg: ZegoExpressEngine;
	readonly #capture: Capture;
	readonly #outgoing: Outgoing;
	readonly #incoming: Incoming;
	readonly #listeners = new Set<(event: EngineEvent) => void>();
	readonly #disposers: readonly (() => void)[];
	/** That was asked for last. */
	#roomID = '';
	/** A login that is not answered yet. `logoutRoom` waits for it. */
	#login: Promise<void> | null = null;
	/** A check that is not answered yet. Of two concurrent checks the SDK fails one, so both callers share it. */
	#check: Promise<void> | null = null;

	constructor(zg: ZegoExpressEngine, media: MediaRegistry, videoCodec: ZegoEngineOptions['videoCodec']) {
		const emit = (event: EngineEvent) => this.#emit(event);
		this.#zg = zg;
		this.#capture = new Capture({
			media,
			emit,
			// The SDK sends one size to everyone: this is ZEGO's default.
			lines: 360,
			changed: (device) => this.#outgoing.changed(device),
			screenChanged: () => this.#outgoing.screenChanged()
		});
		this.#outgoing = new Outgoing(zg, this.#capture, videoCodec);
		this.#incoming = new Incoming(zg, media);
		this.#disposers = [listen(zg, emit), listenToLog(emit)];
	}

	subscribe(listener: (event: EngineEvent) => void): () => void {
		this.#listeners.add(listener);
		void this.#capture.tellDevices();
		return () => this.#listeners.delete(listener);
	}

	checkSystemRequirements(): Promise<void> {
		this.#check ??= this.#checkSystem().finally(() => {
			this.#check = null;
		});
		return this.#check;
	}

	openDevice(device: DeviceKind, choice: DeviceChoice | null, signal: AbortSignal): Promise<OpenedDevice> {
		return this.#capture.open(device, choice, signal);
	}

	closeDevice(device: DeviceKind): Promise<void> {
		return this.#capture.close(device);
	}

	/** The SDK's own can't be asked for the tracks that it is given. */
	setNoiseSuppression(suppression: NoiseSuppression, signal: AbortSignal): Promise<void> {
		return this.#capture.suppressNoise(suppression, signal);
	}

	stopPreview(): void {
		this.#capture.release();
	}

	startScreenCapture(signal: AbortSignal): Promise<{ muted: boolean }> {
		return this.#capture.startScreen(signal);
	}

	stopScreenCapture(): void {
		this.#capture.stopScreen();
	}

	/** ZEGO doesn't show who is in a room before the login. */
	enterLobby(): Promise<void> {
		return Promise.resolve();
	}

	async loginRoom({ roomID, user, token }: RoomLogin): Promise<void> {
		this.#roomID = roomID;
		await this.#logIn(this.#zg.loginRoom(roomID, token, user, { userUpdate: true }));
	}

	async switchRoom(fromRoomID: string, { roomID, token }: RoomLogin): Promise<void> {
		this.#roomID = roomID;
		await this.#logIn(this.#zg.switchRoom(fromRoomID, roomID, { token, isUserStatusNotify: true }));
	}

	startPublishing(streamID: string): Promise<void> {
		return this.#outgoing.publish(streamID);
	}

	setVideoConfig(streamID: string, most: VideoHeight): void {
		this.#outgoing.limit(streamID, most).catch((error: unknown) => console.debug('not limited', error));
	}

	stopPublishing(streamID: string): void {
		this.#outgoing.unpublish(streamID);
	}

	startPlaying(streamID: string): Promise<void> {
		return this.#incoming.play(streamID);
	}

	stopPlaying(streamID: string): void {
		this.#incoming.stop(streamID);
	}

	setPlayStreamVideoType(streamID: string, height: VideoHeight): void {
		this.#incoming.show(streamID, height > 0);
	}

	/** ZEGO promises to take 1,024 bytes. The SDK lets ten times as many through. */
	async sendBroadcastMessage(messageID: string, text: string): Promise<void> {
		if (isTooLong(text)) throw failure('capacity.tooLarge');
		try {
			await this.#zg.sendBroadcastMessage(this.#roomID, packed(messageID, text));
		} catch (error) {
			throw failureOfError(error);
		}
	}

	/** Before a login the SDK accepts no token. It gets the token with the login. */
	renewToken(token: string): Promise<void> {
		this.#zg.renewToken(token);
		return Promise.resolve();
	}

	/**
	 * Waits for a login that is not answered yet: the SDK would drop it without telling the server, and the others would
	 * see a ghost for 90 s. If the answer never comes, `destroy` ends it.
	 */
	logoutRoom(): void {
		const logout = () => this.#zg.logoutRoom();
		if (this.#login) this.#login.then(logout, logout);
		else logout();
	}

	destroy(): void {
		this.#listeners.clear();
		this.#zg.setLogConfig(SILENT);
		this.#zg.setSoundLevelDelegate(false);
		for (const dispose of this.#disposers) dispose();
		this.#outgoing.close();
		this.#incoming.clear();
		this.#capture.dispose();
		this.#zg.destroyEngine();
	}

	/** One after the other, each by its ID: without an ID the SDK would prompt. */
	async #checkSystem(): Promise<void> {
		const webRTC = await this.#zg.checkSystemRequirements('webRTC');
		if (!webRTC.result) throw failure(isSecureContext ? 'browser.unsupported' : 'browser.insecure', 'no WebRTC');
		const h264 = await this.#zg.checkSystemRequirements('H264');
		if (!h264.result) this.#outgoing.videoCodec = 'VP8';
	}

	async #logIn(login: Promise<boolean>): Promise<void> {
		const done = login.then(() => {
			this.#login = null;
		});
		this.#login = done;
		try {
			await done;
		} catch (error) {
			this.#login = null;
			throw failureOfError(error);
		}
	}

	#emit(event: EngineEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}
}
