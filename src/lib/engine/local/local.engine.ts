/** The local engine: rooms at this app's own server, media from browser to browser. It behaves like a small ZEGO. */
import { createActor, waitFor, type AnyActorRef } from 'xstate';
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
import type { IceOptions } from '../../api/ice';
import { Capture } from '../capture/capture';
import type { MediaRegistry } from '../media';
import { DECIBELS, Voices } from '../speech';
import type { SessionHandle } from './session.handle';
import { Lobby } from './lobby';
import { SentMessages } from './messages.sent';
import { sessionOf } from './local.actors';
import { checkCodecs, encodesAV1 } from './peers/codecs';
import { Outgoing } from './peers/outgoing';
import { Peers } from './peers/peers';
import { Player } from './player';
import { Publisher } from './publisher';
import { Roster } from './roster';
import type { SessionActor } from './session/machine';
import type { Login } from './session/types';
import { Streams } from './streams';
import { Views } from './views';

export interface LocalEngineOptions {
	readonly media: MediaRegistry;
	readonly signalURL: string;
	/** How connections are made. Asked for each, and again with every token: the newest is used. */
	readonly ice: () => IceOptions;
	/** New for each engine, so that the server can tell someone who returns from a newcomer. */
	readonly sessionID: string;
	/** The session becomes a child of this actor, so that the engine's charts are inspected with the call's. */
	readonly parent?: AnyActorRef | undefined;
}

export const createLocalEngine = (options: LocalEngineOptions): CallEngine => new LocalEngine(options);

class LocalEngine implements CallEngine {
	readonly kind = 'local';
	readonly #listeners = new Set<(event: EngineEvent) => void>();
	/** By room. */
	readonly #tokens = new Map<string, string>();
	readonly #capture: Capture;
	readonly #outgoing: Outgoing;
	readonly #peers: Peers;
	readonly #publisher: Publisher;
	readonly #player: Player;
	readonly #sent: SentMessages;
	readonly #session: SessionActor;

	constructor({ media, signalURL, ice, sessionID, parent }: LocalEngineOptions) {
		const emit = (event: EngineEvent) => this.#emit(event);
		const session = this.#handle();
		const capture = new Capture({
			media,
			emit,
			lines: 720,
			changed: (device) => this.#publisher.changed(device),
			screenChanged: () => this.#publisher.screenChanged()
		});
		const outgoing = new Outgoing(capture);
		const streams = new Streams();
		const lobby = new Lobby();
		const peers = new Peers({ ice, session, outgoing, streams });
		const voices = new Voices(DECIBELS, (streamID, speaking) => emit({ type: 'remote.speaking', streamID, speaking }));
		const roster = new Roster({ streams, peers, voices, emit });
		const publisher = new Publisher({ capture, session, outgoing, peers, emit });
		const views = new Views(streams, peers);
		const sent = new SentMessages(session);
		const player = new Player({ media, streams, peers, views, voices, emit });
		this.#capture = capture;
		this.#outgoing = outgoing;
		this.#peers = peers;
		this.#publisher = publisher;
		this.#player = player;
		this.#sent = sent;

		const parts = { lobby, peers, player, publisher, roster, sent, streams, views, voices };
		const machine = sessionOf({ signalURL, tokens: this.#tokens, ...parts, emit });
		this.#session = createActor(machine, {
			id: 'session',
			src: 'session',
			input: { sessionID },
			...(parent && { parent })
		});
		this.#session.subscribe({ error: (error) => console.error('The session stopped on an error of its own.', error) });
		this.#session.start();
	}

	subscribe(listener: (event: EngineEvent) => void): () => void {
		this.#listeners.add(listener);
		void this.#capture.tellDevices();
		return () => this.#listeners.delete(listener);
	}

	async checkSystemRequirements(): Promise<void> {
		checkCodecs();
	}

	openDevice(device: DeviceKind, choice: DeviceChoice | null, signal: AbortSignal): Promise<OpenedDevice> {
		return this.#capture.open(device, choice, signal);
	}

	closeDevice(device: DeviceKind): Promise<void> {
		return this.#capture.close(device);
	}

	setNoiseSuppression(suppression: NoiseSuppression, signal: AbortSignal): Promise<void> {
		return this.#capture.suppressNoise(suppression, signal);
	}

	stopPreview(): void {
		this.#capture.release();
	}

	async startScreenCapture(signal: AbortSignal): Promise<{ muted: boolean }> {
		const [started, inAV1] = await Promise.all([this.#capture.startScreen(signal), encodesAV1()]);
		this.#outgoing.encodesAV1 = inAV1;
		return started;
	}

	stopScreenCapture(): void {
		this.#capture.stopScreen();
	}

	async enterLobby(login: RoomLogin): Promise<void> {
		this.#session.send({ type: 'enterLobby', ...this.#keepLogin(login) });
		await this.#settled('entered');
	}

	async loginRoom(login: RoomLogin): Promise<void> {
		if (this.#session.getSnapshot().hasTag('loggedIn')) throw failure('config.alreadyLoggedIn');
		this.#session.send({ type: 'loginRoom', ...this.#keepLogin(login) });
		await this.#settled('loggedIn');
	}

	async switchRoom(fromRoomID: string, login: RoomLogin): Promise<void> {
		if (this.#roomID !== fromRoomID) throw failure('config.notLoggedIn', 'not in that room');
		this.#session.send({ type: 'switchRoom', ...this.#keepLogin(login) });
		await this.#settled('loggedIn');
	}

	startPublishing(streamID: string): Promise<void> {
		return this.#publisher.publish(streamID);
	}

	setVideoConfig(streamID: string, most: VideoHeight): void {
		this.#publisher.limit(streamID, most);
	}

	stopPublishing(streamID: string): void {
		this.#publisher.unpublish(streamID);
	}

	async startPlaying(streamID: string): Promise<void> {
		this.#player.play(streamID);
	}

	stopPlaying(streamID: string): void {
		this.#player.stop(streamID);
	}

	setPlayStreamVideoType(streamID: string, height: VideoHeight): void {
		this.#player.resize(streamID, height);
	}

	sendBroadcastMessage(messageID: string, text: string): Promise<void> {
		return this.#sent.send(messageID, text);
	}

	async renewToken(token: string): Promise<void> {
		this.#keepToken(this.#roomID, token);
		this.#session.send({ type: 'renewToken' });
	}

	logoutRoom(): void {
		this.#session.send({ type: 'logoutRoom' });
	}

	destroy(): void {
		this.#listeners.clear();
		this.#session.send({ type: 'destroy' });
		this.#capture.dispose();
	}

	get #roomID(): string {
		return this.#session.getSnapshot().context.roomID;
	}

	#keepLogin({ roomID, user, token }: RoomLogin): Login {
		return { roomID, user, isNewToken: this.#keepToken(roomID, token) };
	}

	/** Keeps the token, and what came with it, out of the charts and so out of recordings. Returns whether it is new. */
	#keepToken(roomID: string, token: string): boolean {
		if (this.#tokens.get(roomID) === token) return false;
		this.#tokens.set(roomID, token);
		this.#peers.renewIce();
		return true;
	}

	#handle(): SessionHandle {
		const session = () => this.#session;
		return {
			send: (event) => session().send(event),
			can: (event) => session().getSnapshot().can(event),
			pair: (userID) => session().getSnapshot().children[`pair:${userID}`],
			early: (offerID) => session().getSnapshot().children[`early:${offerID}`],
			get myUserID() {
				return session().getSnapshot().context.user.userID;
			}
		};
	}

	async #settled(wanted: 'entered' | 'loggedIn'): Promise<void> {
		const outcome = await waitFor(this.#session, (now) =>
			[wanted, 'loggedIn' as const, 'refused' as const, 'away' as const].some((tag) => now.hasTag(tag))
		);
		if (outcome.hasTag(wanted) || outcome.hasTag('loggedIn')) return;
		throw outcome.context.failure ?? failure('config.notLoggedIn', 'left meanwhile');
	}

	#emit(event: EngineEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}
}
