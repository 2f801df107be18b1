/** One client's media stream: sessions to publish and to play, and the camera and microphone states between them. */
import type { Faults } from './faults';
import { Player, Publisher, type DeviceStatus } from './gateway';
import type { Channel, OpenService, ServiceSession } from './link';
import { decode, encode } from './wire/codec';
import { mediaPayload, readMediaPayload, type MediaPayload } from './wire/frames';
import * as messages from './wire/media.messages';

const { MEDIA, RESULT } = messages;

/** What the SDK shows as 1003028 and 1003025. */
const EXPELLED = { duplicate: 1012, forbidden: 1011 } as const;
const BY_POLICY = 15;
const FOR_GOOD = 1;

/** A rival publishes under an ID that someone else has: nobody gets its packets, and the room refuses it. */
type Session = { id: number; userID: string; streamID: string; token: string; push: Push } & (
	| { publisher: Publisher; rival: boolean; player: null }
	| { publisher: null; player: Player }
);
type MediaAnswer = { id: number; sdp: string };
type Push = (cmd: number, body: Uint8Array) => void;

/** All sessions of all clients: they outlive the sockets that made them, as media outlives signalling. */
export class MediaSessions {
	readonly #sessions = new Map<number, Session>();
	#lastID = 100;

	/** Whoever was first. */
	publisherOf(streamID: string): Session | undefined {
		return this.#publishers(streamID).find((session) => session.publisher && !session.rival);
	}

	playersOf(streamID: string): Session[] {
		return [...this.#sessions.values()].filter((session) => session.player && session.streamID === streamID);
	}

	get(id: number): Session | undefined {
		return this.#sessions.get(id);
	}

	/** Whoever publishes again is done with the session before. */
	async publish(userID: string, streamID: string, offer: string, push: Push): Promise<MediaAnswer | null> {
		const previous = this.#publishers(streamID).find((session) => session.userID === userID);
		const owner = this.publisherOf(streamID);
		const rival = owner !== undefined && owner.userID !== userID;
		const id = ++this.#lastID;
		const publisher = new Publisher(
			(packet, kind) => {
				if (!rival) for (const { player } of this.playersOf(streamID)) player?.send(packet, kind);
			},
			() => push(MEDIA.publishEvent, encode(messages.eventPush, {}))
		);
		this.#sessions.set(id, { id, userID, streamID, token: `token-${id}`, push, publisher, rival, player: null });
		if (previous) await this.close(previous.id);
		return this.#answer(id, publisher.describe(offer));
	}

	/** Null when nobody publishes it. */
	async play(userID: string, streamID: string, offer: string, push: Push): Promise<MediaAnswer | null> {
		const publisher = this.publisherOf(streamID)?.publisher;
		if (!publisher) return null;
		const id = ++this.#lastID;
		const player = new Player(
			streamID,
			publisher.videoCodec,
			() => this.publisherOf(streamID)?.publisher?.askForKeyFrame(),
			() => {
				push(MEDIA.playEvent, encode(messages.eventPush, {}));
				const publisher = this.publisherOf(streamID)?.publisher;
				if (publisher) push(MEDIA.statusPush, encode(messages.status, publisher.status));
				publisher?.askForKeyFrame();
			}
		);
		this.#sessions.set(id, { id, userID, streamID, token: `token-${id}`, push, publisher: null, player });
		return this.#answer(id, player.describe(offer));
	}

	/** The client is on another socket now: pushes go there. */
	move(id: number, push: Push): void {
		const session = this.#sessions.get(id);
		if (session) session.push = push;
	}

	setStatus(id: number, status: DeviceStatus): void {
		const session = this.#sessions.get(id);
		if (!session?.publisher) return;
		session.publisher.status = status;
		if (session.rival) return;
		for (const player of this.playersOf(session.streamID))
			player.push(MEDIA.statusPush, encode(messages.status, status));
	}

	activateVideo(id: number, isActive: boolean): void {
		const session = this.#sessions.get(id);
		if (!session?.player) return;
		session.player.wantsVideo = isActive;
		if (isActive) this.publisherOf(session.streamID)?.publisher?.askForKeyFrame();
	}

	async close(id: number): Promise<void> {
		const session = this.#sessions.get(id);
		this.#sessions.delete(id);
		await (session?.publisher ?? session?.player)?.close();
	}

	/** Ends someone's publishing from the server's side, and says why. */
	async expel(streamID: string, err: keyof typeof EXPELLED): Promise<void> {
		const session = this.publisherOf(streamID);
		if (!session) return;
		const detail = JSON.stringify({ err: EXPELLED[err], action: FOR_GOOD });
		session.push(MEDIA.closedByServer, encode(messages.closedPush, { reason: BY_POLICY, detail }));
		await this.close(session.id);
	}

	/** Null for whoever has gone meanwhile: their connection is closed, and cannot be described any more. */
	async #answer(id: number, description: Promise<string>): Promise<MediaAnswer | null> {
		try {
			return { id, sdp: await description };
		} catch (error) {
			if (this.#sessions.has(id)) throw error;
			return null;
		}
	}

	#publishers(streamID: string): Session[] {
		return [...this.#sessions.values()].filter((session) => session.publisher && session.streamID === streamID);
	}

	async closeAll(of: (session: { userID: string; streamID: string }) => boolean = () => true): Promise<void> {
		await Promise.all([...this.#sessions.values()].filter(of).map(({ id }) => this.close(id)));
	}
}

export const mediaService =
	(sessions: MediaSessions, faults: Faults): OpenService =>
	(channel) =>
		new MediaConnection(channel, sessions, faults);

class MediaConnection implements ServiceSession {
	#pushSeq = 0;

	constructor(
		readonly channel: Channel,
		readonly sessions: MediaSessions,
		readonly faults: Faults
	) {}

	receive(payload: Uint8Array): void {
		const request = readMediaPayload(payload);
		const answer = (body: Uint8Array, sessionID = request.sessionID) =>
			this.channel.send(mediaPayload({ cmd: request.cmd + 1, seq: request.seq, sessionID, body }));
		const refuse = (result: number) => answer(encode(messages.resultReply, { result }));
		this.faults.apply(
			{ service: 'media', cmd: request.cmd, userID: this.channel.userID },
			() => this.#carryOut(request, answer, refuse),
			refuse
		);
	}

	closed(): void {
		// Media outlives signalling; sessions end by request, or with the cloud.
	}

	#push =
		(sessionID: number): Push =>
		(cmd, body) =>
			this.channel.send(mediaPayload({ cmd, seq: ++this.#pushSeq, sessionID, body }));

	#carryOut(
		request: MediaPayload,
		answer: (body: Uint8Array, sessionID?: number) => void,
		refuse: (result: number) => void
	): void {
		const { cmd, sessionID, body } = request;
		switch (cmd) {
			case MEDIA.login:
				for (const { sessionID } of decode(messages.loginRequest, body).sessions)
					this.sessions.move(sessionID, this.#push(sessionID));
				return answer(encode(messages.loginReply, { token: 'media' }));
			case MEDIA.createSession:
				void this.#createSession(body, answer, refuse);
				return;
			case MEDIA.closeSession:
				void this.sessions.close(sessionID);
				return answer(encode(messages.resultReply, {}));
			case MEDIA.status:
				this.sessions.setStatus(sessionID, decode(messages.status, body));
				return answer(encode(messages.resultReply, {}));
			case MEDIA.statistics:
				return answer(encode(messages.statisticsReply, {}));
			case MEDIA.command: {
				const { peerID, commandID } = decode(messages.command, body);
				return answer(encode(messages.command, { peerID, commandID }));
			}
			case MEDIA.activateVideo:
				this.sessions.activateVideo(sessionID, decode(messages.activation, body).active !== 0);
				return answer(encode(messages.resultReply, {}));
			case MEDIA.broadcasterStatus:
			case MEDIA.activateAudio:
				return answer(encode(messages.resultReply, {}));
		}
	}

	async #createSession(
		body: Uint8Array,
		answer: (body: Uint8Array, sessionID: number) => void,
		refuse: (result: number) => void
	): Promise<void> {
		const { type, streamID, sdp: offer } = decode(messages.sessionRequest, body);
		const { userID } = this.channel;
		const publishes = type === messages.PUBLISH;
		let id = 0;
		const push: Push = (cmd, body) => this.#push(id)(cmd, body);
		const created = publishes
			? await this.sessions.publish(userID, streamID, offer, push)
			: await this.sessions.play(userID, streamID, offer, push);
		if (!created) {
			refuse(RESULT.noSuchStream);
			return;
		}
		id = created.id;
		const reply = { sdp: created.sdp, sessionToken: `session-${id}`, nodesSeconds: 60, peerID: id };
		answer(encode(messages.sessionReply, reply), id);
	}
}
