/** One socket: answers its set-up by itself and hands each stream on it to the service it asks for. */
import { deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { Faults } from './faults';
import { decode, encode, type Encodable } from './wire/codec';
import { linkFrame, readLinkFrames, type LinkFrame } from './wire/frames';
import * as messages from './wire/link.messages';

const { LINK } = messages;

/** What a service sees of a link. */
export interface Channel {
	readonly userID: string;
	send(payload: Uint8Array): void;
}
export interface ServiceSession {
	receive(payload: Uint8Array): void;
	/** The stream or the whole socket is gone. */
	closed(): void;
}
export type OpenService = (channel: Channel) => ServiceSession;

const SECONDS = { heartbeat: 3, heartbeatTimeout: 10, establish: 5 };
const HTTP_OK = 200;
/** Anything but an empty hash: the SDK ignores a file without one. */
const HASH = Uint8Array.of(1);
const EMPTY_JSON = new TextEncoder().encode('{}');
const UNCOMPRESSED = 1;

const webRTC = { protocol: 4, urlTemplate: 'wss://{IP}/x?app=rtc' };
const overRTC = { resources: [{ type: 1, services: [webRTC] }] };
const APP_CONFIG = encode(messages.initConfig, {
	speedlog: { reportCount: 1 },
	media: { play: overRTC, publish: overRTC }
});

export class Link {
	/** From the first request that names it. */
	userID = '';
	readonly #socket: WebSocket;
	readonly #faults: Faults;
	readonly #services: Record<number, OpenService>;
	readonly #sessions = new Map<number, ServiceSession>();

	constructor(socket: WebSocket, faults: Faults, services: Record<number, OpenService>) {
		this.#socket = socket;
		this.#faults = faults;
		this.#services = services;
		socket.on('message', (data: Buffer) => readLinkFrames(data).forEach((frame) => this.#receive(frame)));
		socket.on('close', () => this.#closeSessions());
	}

	/** Like a cable pulled out: no closing handshake. */
	drop(): void {
		this.#socket.terminate();
	}

	#closeSessions(): void {
		const sessions = [...this.#sessions.values()];
		this.#sessions.clear();
		for (const session of sessions) session.closed();
	}

	#send(type: number, streamID: number, body: Uint8Array): void {
		if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(linkFrame({ type, streamID, body }));
	}

	#receive({ type, streamID, body }: LinkFrame): void {
		const reply = (type: number, body: Uint8Array) => this.#send(type, streamID, body);
		const { transaction } = decode(messages.request, body);
		switch (type) {
			case LINK.getConfig:
				return reply(LINK.getConfigReply, encode(messages.configReply, { data: this.#config(transaction) }));
			case LINK.heartbeat: {
				const { sent } = decode(messages.heartbeat, body);
				return reply(LINK.heartbeatReply, encode(messages.heartbeatReply, { transaction, sent, now: Date.now() }));
			}
			case LINK.dispatch:
				return reply(LINK.dispatchReply, encode(messages.emptyReply, { data: { transaction } }));
			case LINK.getServerAddresses:
				return reply(LINK.getServerAddressesReply, encode(messages.emptyReply, { code: 1, data: { transaction } }));
			case LINK.getAppConfig:
				return this.#answerAppConfig(transaction, (body) => reply(LINK.getAppConfigReply, body));
			case LINK.httpRequest:
				return this.#answerHttpRequest(body, (body) => reply(LINK.httpResponse, body));
			case LINK.up:
				return this.#receiveUp(streamID, body);
			case LINK.streamClosed:
				this.#sessions.get(streamID)?.closed();
				this.#sessions.delete(streamID);
		}
	}

	#config(transaction: number) {
		return {
			transaction,
			heartbeatSeconds: SECONDS.heartbeat,
			heartbeatTimeoutSeconds: SECONDS.heartbeatTimeout,
			establishTimeoutSeconds: SECONDS.establish,
			clientIP: '127.0.0.1',
			now: Date.now()
		};
	}

	#answerAppConfig(transaction: number, reply: (body: Uint8Array) => void): void {
		const answer = (code: number, config: Uint8Array = new Uint8Array()) =>
			reply(encode(messages.appConfigReply, { code, data: { transaction, config, etag: 1 } }));
		this.#faults.apply(
			{ service: 'link', cmd: LINK.getAppConfig, userID: this.userID },
			() => answer(0, APP_CONFIG),
			answer
		);
	}

	#answerHttpRequest(body: Uint8Array, reply: (body: Uint8Array) => void): void {
		const { transaction } = decode(messages.httpRequest, body);
		this.#faults.apply(
			{ service: 'link', cmd: LINK.httpRequest, userID: this.userID },
			() => reply(encode(messages.httpResponse, httpResponse(body))),
			(status) => reply(encode(messages.httpResponse, { transaction, status }))
		);
	}

	#receiveUp(streamID: number, body: Uint8Array): void {
		const { userID, service, payload } = decode(messages.up, body);
		if (userID !== '') this.userID = userID;
		const session = this.#sessions.get(streamID) ?? this.#open(streamID, service);
		session?.receive(payload);
	}

	#open(streamID: number, service: number): ServiceSession | undefined {
		const send = (payload: Uint8Array) =>
			this.#send(LINK.down, streamID, encode(messages.down, { payload, messageType: 2, sent: Date.now() }));
		const session = this.#services[service]?.({ userID: this.userID, send });
		if (!session) return;
		this.#sessions.set(streamID, session);
		this.#send(LINK.established, streamID, encode(messages.established, {}));
		return session;
	}
}

/** Every file of remote settings is there and says nothing. */
function httpResponse(body: Uint8Array): Encodable<typeof messages.httpResponse> {
	const { transaction, interfaceID, body: request } = decode(messages.httpRequest, body);
	if (interfaceID !== messages.REMOTE_SETTINGS) return { transaction, status: HTTP_OK };
	const { compress, files } = decode(messages.settingsRequest, request);
	const json = compress === UNCOMPRESSED ? EMPTY_JSON : deflateSync(EMPTY_JSON);
	const reply = {
		pollingSeconds: 3_600,
		files: files.map(({ name }) => ({ name, json, hash: HASH, version: 1 }))
	};
	return { transaction, status: HTTP_OK, body: encode(messages.settingsReply, reply) };
}
