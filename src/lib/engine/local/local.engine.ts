/** The local engine: rooms at this app's own server, media from browser to browser. It behaves like a small ZEGO. */
import { createActor, fromCallback, fromPromise, waitFor } from 'xstate';
import type { CallEngine, DeviceKind, EngineEvent, RoomLogin } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import { ROOM_REASONS } from '../../../../machines/room.reason';
import { Capture } from '../capture/capture';
import type { MediaRegistry } from '../media';
import { checkCodecs } from './connection';
import { linkActor } from './link';
import { Lobby } from './lobby';
import { Pairs } from './pairs';
import { Player } from './player';
import type { ClientMessage, ServerMessage } from '../../api/signalling';
import { Publisher } from './publisher';
import { meter } from './quality';
import { Room } from './room';
import { sessionMachine, type SessionActor } from './session/machine';
import type { ServerEvent, Task } from './session/setup';

export interface LocalEngineOptions {
	readonly media: MediaRegistry;
	readonly signalURL: string;
	readonly iceServers: RTCIceServer[];
	/** New for each engine: the server tells a return from a newcomer by it. */
	readonly sessionID: string;
}

export const createLocalEngine = (options: LocalEngineOptions): CallEngine => new LocalEngine(options);

class LocalEngine implements CallEngine {
	readonly kind = 'local';
	readonly #listeners = new Set<(event: EngineEvent) => void>();
	readonly #capture: Capture;
	readonly #publisher: Publisher;
	readonly #player: Player;
	readonly #pairs: Pairs;
	readonly #room: Room;
	readonly #lobby = new Lobby();
	readonly #session: SessionActor;

	constructor({ media, signalURL, iceServers, sessionID }: LocalEngineOptions) {
		const emit = (event: EngineEvent) => this.#emit(event);
		const send = (message: ClientMessage) => this.#session.send({ type: 'send', message });
		const pair = (userID: string) => this.#pairs.get(userID);
		this.#capture = new Capture({ media, emit, changed: (device) => this.#publisher.changed(device) });
		this.#publisher = new Publisher({ capture: this.#capture, emit, send, pairs: () => this.#pairs });
		this.#room = new Room({
			emit,
			pair,
			roomID: () => this.#login.roomID,
			disconnect: (userID) => this.#pairs.remove(userID)
		});
		this.#player = new Player({ media, emit, pair, stream: (streamID) => this.#room.stream(streamID) });
		this.#pairs = new Pairs({
			iceServers,
			send,
			outgoing: this.#publisher,
			myUserID: () => this.#login.user.userID,
			expectsMedia: (userID) => this.#room.expectsMedia(userID),
			changed: (userID) => this.#player.refresh(userID),
			lost: (userID) => this.#room.lost(userID),
			settled: (userID) => this.#room.settled(userID)
		});
		this.#session = this.#run(signalURL, sessionID);
	}

	subscribe(listener: (event: EngineEvent) => void): () => void {
		this.#listeners.add(listener);
		void this.#capture.tellDevices();
		return () => this.#listeners.delete(listener);
	}

	async checkSystemRequirements(): Promise<void> {
		checkCodecs();
	}

	openDevice(device: DeviceKind, deviceID: string | null, signal: AbortSignal): Promise<{ deviceID: string }> {
		return this.#capture.open(device, deviceID, signal);
	}

	closeDevice(device: DeviceKind): Promise<void> {
		return this.#capture.close(device);
	}

	stopPreview(): void {
		this.#capture.release();
	}

	startScreenCapture(signal: AbortSignal): Promise<void> {
		return this.#capture.startScreen(signal);
	}

	stopScreenCapture(): void {
		this.#capture.stopScreen();
	}

	async enterLobby(login: RoomLogin): Promise<void> {
		this.#session.send({ type: 'enterLobby', login });
		await this.#settled('entered');
	}

	async loginRoom(login: RoomLogin): Promise<void> {
		if (this.#session.getSnapshot().hasTag('loggedIn')) throw failure('config.alreadyLoggedIn');
		this.#session.send({ type: 'loginRoom', login });
		await this.#settled('loggedIn');
	}

	async switchRoom(fromRoomID: string, login: RoomLogin): Promise<void> {
		if (this.#login.roomID !== fromRoomID) throw failure('config.notLoggedIn', 'not in that room');
		this.#session.send({ type: 'switchRoom', login });
		await this.#settled('loggedIn');
	}

	startPublishing(streamID: string): Promise<void> {
		return this.#publisher.publish(streamID);
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

	async renewToken(token: string): Promise<void> {
		this.#session.send({ type: 'renewToken', token });
	}

	logoutRoom(): void {
		this.#session.send({ type: 'logoutRoom' });
	}

	destroy(): void {
		this.#listeners.clear();
		this.#leave();
		this.#session.stop();
		this.#capture.dispose();
	}

	get #login(): RoomLogin {
		return this.#session.getSnapshot().context.login;
	}

	async #settled(wanted: 'entered' | 'loggedIn'): Promise<void> {
		const outcome = await waitFor(this.#session, (now) =>
			[wanted, 'loggedIn' as const, 'refused' as const, 'away' as const].some((tag) => now.hasTag(tag))
		);
		if (outcome.hasTag(wanted) || outcome.hasTag('loggedIn')) return;
		throw outcome.context.failure ?? failure('config.notLoggedIn', 'left meanwhile');
	}

	#run(signalURL: string, sessionID: string): SessionActor {
		const emit = (event: EngineEvent) => this.#emit(event);
		const deliver = (message: ServerMessage) => session.send(eventOf(message));
		const machine = sessionMachine.provide({
			actors: {
				link: linkActor(signalURL, deliver),
				meter: fromCallback(() => meter(() => this.#pairs.values(), emit)),
				answerOffers: fromPromise(() => this.#pairs.answerOffers(this.#lobby.offers)),
				gatherOffer: fromPromise<unknown, undefined>(() => this.#pairs.gather())
			}
		});
		const session = createActor(machine, { input: { sessionID } });
		for (const reason of ROOM_REASONS) session.on(`room.${reason}`, emit);
		session.on('token.willExpire', emit);
		session.on('message', ({ message }) => this.#handle(message));
		const tasks: Record<Task, () => void> = {
			introduce: () => this.#room.introduce(),
			announce: () => this.#publisher.announce(),
			startAnswered: () => this.#pairs.startAnswered(),
			resumePairs: () => this.#pairs.resumed(),
			park: () => this.#pairs.park(),
			leave: () => this.#leave()
		};
		session.on('task', ({ task }) => tasks[task]());
		return session.start();
	}

	#handle(message: ServerMessage): void {
		switch (message.t) {
			case 'welcome':
				this.#room.welcome(message);
				this.#pairs.welcome(message, this.#lobby.offers);
				return this.#lobby.clear();
			case 'users':
				return this.#session.getSnapshot().hasTag('loggedIn') ? this.#room.users(message) : this.#look(message);
			case 'lobby':
			case 'offer':
				return this.#look(message);
			case 'streams':
				return this.#room.streams(message);
			case 'device':
				return this.#room.device(message);
			case 'answer':
				return this.#pairs.answered(message);
			case 'stale':
				return this.#pairs.stale(message);
			case 'signal':
				return this.#pairs.signal(message);
			case 'published':
				return this.#publisher.published(message.streamID);
			case 'refused':
				if (message.of === 'publish') this.#publisher.refused(failure(message.code, message.detail));
				else console.warn('refused', message.of, message.code, message.detail);
				return;
			default:
			// The others are the session's own.
		}
	}

	#look(message: Extract<ServerMessage, { t: 'lobby' | 'offer' | 'users' }>): void {
		const news = this.#lobby.take(message, this.#login.roomID);
		if (news) this.#emit(news);
	}

	/** Closes everything of the room; devices stay. */
	#leave(): void {
		this.#player.clear();
		this.#pairs.closeAll();
		this.#room.clear();
		this.#publisher.clear();
	}

	#emit(event: EngineEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}
}

/** The compiler cannot see that the name and the message belong together. */
const eventOf = (message: ServerMessage) => ({ type: `server.${message.t}`, message }) as ServerEvent;
