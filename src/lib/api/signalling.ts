/**
 * The messages between page and room server. Each is a WebSocket text message with one JSON object, whose type is `t`. Both sides
 * parse what they receive with these schemas.
 */
import * as v from 'valibot';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import { isFailureCode, type FailureCode } from '../../../machines/failure';
import { VIDEO_HEIGHTS } from '../../../machines/video.height';
import { isVisible, userName } from './name';
import { roomID } from './room';

/** Below the base path. */
export const SIGNAL_PATH = '/api/signal';

/** Two offers of audio, video and screen with all candidates take less than a third of it. */
export const MAX_MESSAGE_BYTES = 65_536;

/** How often the server sends a beat (ms). Pages answer each. */
export const BEAT = 1_000;

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const token = v.pipe(v.string(), v.maxLength(2_048));
/** The room says how long it may be, so that who writes too much is told so. */
const text = v.pipe(v.string(), v.check(isVisible));
const sdp = v.pipe(v.string(), v.maxLength(30_000));
const failureCode = v.custom<FailureCode>(isFailureCode);

const device = v.picklist(DEVICE_KINDS);
const status = v.picklist(['OPEN', 'MUTE']);
const update = v.picklist(['ADD', 'DELETE']);
const reason = v.nullable(v.picklist(['stopped', 'left', 'lost', 'elsewhere', 'kicked', 'removed']));

/** Each engine has its own `sessionID`. The same session resumes on a new socket; another session replaces it. */
const member = v.strictObject({ userID: id, userName, sessionID: id });
/** `mediaID`: the `MediaStream.id` in the SDP's `a=msid`. It is the same on all connections of the publisher. */
const stream = v.strictObject({
	streamID: id,
	userID: id,
	mediaID: v.pipe(v.string(), v.maxLength(64)),
	camera: status,
	microphone: status
});
/** A complete offer that waits at the server for the next person. Whoever answers first is connected. */
const parkedOffer = v.strictObject({ userID: id, sessionID: id, offerID: id, sdp });
const answer = v.strictObject({ to: id, offerID: id, sdp });
/** `offerID`: of the offer that is answered, the session ID and version in its `o=` line (RFC 8866). */
const description = v.variant('type', [
	v.strictObject({ type: v.literal('offer'), sdp }),
	v.strictObject({ type: v.literal('answer'), sdp, offerID: id })
]);
/** How large the stream is shown there: in which size it is to be sent. */
const view = v.strictObject({ streamID: id, height: v.picklist(VIDEO_HEIGHTS) });
const signal = v.strictObject({
	description: v.optional(description),
	candidate: v.optional(
		v.nullable(
			v.strictObject({
				candidate: v.pipe(v.string(), v.maxLength(1_024)),
				sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(16))),
				sdpMLineIndex: v.nullable(v.number()),
				usernameFragment: v.nullable(v.pipe(v.string(), v.maxLength(256)))
			})
		)
	),
	view: v.optional(view)
});

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;
/** What is nested deeper than any signal could be read, but not written again: `JSON.stringify` calls itself for each level. */
const isShallow = (parcel: Parcel) =>
	Object.values(parcel).every((part) => isScalar(part) || Object.values(part as object).every(isScalar));

/** Marked as pure so that bundlers leave it out of pages, which send these messages and never parse them. */
export const clientMessage = /* @__PURE__ */ (() =>
	v.variant('t', [
		/** The first message of a socket: who I am, and whose lobby I enter. Nobody is told. */
		v.strictObject({ t: v.literal('enter'), roomID, sessionID: id, token }),
		/** Join the room of that lobby, and answer the offers that came with `lobby`. */
		v.strictObject({ t: v.literal('login'), userName, answers: v.pipe(v.array(answer), v.maxLength(16)) }),
		v.strictObject({ t: v.literal('answer'), answer }),
		/** From the lobby: answers a parked offer, so that its owner and I are connected when I log in. The owner is not told who I am. */
		v.strictObject({ t: v.literal('prepare'), answer }),
		/** From the lobby: what I have prepared with this person is closed. */
		v.strictObject({ t: v.literal('release'), to: id }),
		v.strictObject({ t: v.literal('park'), offerID: id, sdp }),
		v.strictObject({ t: v.literal('publish'), stream: v.omit(stream, ['userID']) }),
		v.strictObject({ t: v.literal('unpublish'), streamID: id }),
		v.strictObject({ t: v.literal('device'), streamID: id, device, status }),
		/**
		 * `sessionID` belongs to `to`. The server drops signals for their earlier sessions. What the signal says is between the two: the
		 * server passes it on, and the page that gets it parses it.
		 */
		v.strictObject({
			t: v.literal('signal'),
			to: id,
			sessionID: id,
			signal: v.pipe(v.looseObject({}), v.check(isShallow))
		}),
		/** To everyone in the room. `messageID`: of the sender's own making; the server passes each on once. */
		v.strictObject({ t: v.literal('broadcastMessage'), messageID: id, text }),
		v.strictObject({ t: v.literal('renew'), token }),
		v.strictObject({ t: v.literal('logout') }),
		/** Answers a `beat` of the server. */
		v.strictObject({ t: v.literal('beat') })
	]))();

export const serverMessage = v.variant('t', [
	/** `prepares`: whether the operator lets people connect in the lobby. */
	v.strictObject({
		t: v.literal('lobby'),
		users: v.array(member),
		offers: v.array(parkedOffer),
		prepares: v.boolean()
	}),
	/** `paired`: the users whose offers my answers reached, now or in the lobby. The others expect an offer from me. */
	v.strictObject({ t: v.literal('welcome'), users: v.array(member), streams: v.array(stream), paired: v.array(id) }),
	/** A message was refused. After a refused `enter` or `login` the socket stays open for another try. Of `enter` also when the room is locked later. */
	v.strictObject({ t: v.literal('refused'), of: v.string(), code: failureCode, detail: v.string() }),
	v.strictObject({ t: v.literal('users'), update, users: v.array(member), reason }),
	v.strictObject({ t: v.literal('streams'), update, streams: v.array(stream), reason }),
	/** To the lobby: a parked offer is new or was replaced. */
	v.strictObject({ t: v.literal('offer'), offer: parkedOffer }),
	/** `from` answered your parked offer. Comes after the `users` message that adds `from`. */
	v.strictObject({ t: v.literal('answer'), from: id, sessionID: id, offerID: id, sdp }),
	/** Someone in the lobby answers my parked offer. Who, nobody is told. */
	v.strictObject({ t: v.literal('visitor'), offerID: id, sdp }),
	/** Whoever answered this offer in the lobby has left it, or has closed the connection. */
	v.strictObject({ t: v.literal('visitorLeft'), offerID: id }),
	/** Whoever answered this offer in the lobby has logged in. Comes after the `users` message that adds `from`. */
	v.strictObject({ t: v.literal('visitorJoined'), from: id, sessionID: id, offerID: id }),
	/** My `prepare` has reached the owner of that offer. */
	v.strictObject({ t: v.literal('prepared'), userID: id, offerID: id }),
	/** Your `answer` or `prepare` came too late: that offer is gone. In the room, send an offer of your own. */
	v.strictObject({ t: v.literal('stale'), userID: id, offerID: id }),
	v.strictObject({ t: v.literal('published'), streamID: id }),
	v.strictObject({ t: v.literal('device'), streamID: id, device, status }),
	v.strictObject({ t: v.literal('signal'), from: id, sessionID: id, signal }),
	v.strictObject({ t: v.literal('broadcastMessage'), from: id, messageID: id, text }),
	/** Everyone in the room has been sent your message. */
	v.strictObject({ t: v.literal('messageSent'), messageID: id }),
	v.strictObject({ t: v.literal('renewed') }),
	v.strictObject({ t: v.literal('tokenWillExpire') }),
	/** A host asks me to turn it off. */
	v.strictObject({ t: v.literal('muteRequested'), device }),
	v.strictObject({ t: v.literal('kicked'), code: failureCode, detail: v.string() }),
	v.strictObject({ t: v.literal('loggedOut') }),
	/** The server shuts down. Connect again. */
	v.strictObject({ t: v.literal('closing') }),
	v.strictObject({ t: v.literal('beat') })
]);

export type ClientMessage = v.InferOutput<typeof clientMessage>;
export type ServerMessage = v.InferOutput<typeof serverMessage>;
/** What the server has of a signal. */
export type Parcel = Readonly<Record<string, unknown>>;
/** What it passes on. */
export type PassedSignal = Omit<Extract<ServerMessage, { t: 'signal' }>, 'signal'> & { signal: Parcel };
export type WireMember = v.InferOutput<typeof member>;
export type WireStream = v.InferOutput<typeof stream>;
export type ParkedOffer = v.InferOutput<typeof parkedOffer>;
export type SdpAnswer = v.InferOutput<typeof answer>;
export type Signal = v.InferOutput<typeof signal>;
export type View = v.InferOutput<typeof view>;

type MessageSchema = typeof clientMessage | typeof serverMessage;

type Options = ReadonlyMap<unknown, MessageSchema['options'][number]>;
const known = new WeakMap<MessageSchema, Options>();

/** The schema's messages, by type. */
function optionsOf(schema: MessageSchema): Options {
	const options = known.get(schema) ?? new Map(schema.options.map((option) => [option.entries.t.literal, option]));
	known.set(schema, options);
	return options;
}

/** The parsed message; null if the text is not one of the schema. */
export function parse<S extends MessageSchema>(schema: S, text: string): v.InferOutput<S> | null {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return null;
	}
	const { t } = Object(json) as { t?: unknown };
	// `variant` itself would try one after the other, and word an issue for each that it is not.
	const option = optionsOf(schema).get(t);
	const result = option && v.safeParse(option, json);
	return result?.success ? result.output : null;
}
