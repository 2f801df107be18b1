/** `docs/socket.md`: the messages between page and room server, from the schemas that both sides parse with. */
import type { GenericSchema } from 'valibot';
import {
	BEAT,
	clientMessage,
	MAX_MESSAGE_BYTES,
	serverMessage,
	SIGNAL_PATH,
	type ClientMessage,
	type ServerMessage
} from '../../../src/lib/api/signalling';
import { CLOSE_CODES, type CloseReason } from '../../../src/lib/server/rooms/client.socket';
import { page, tableOf } from './markdown';
import { jsonSchema, keyOf, typeText } from './schema';

const FROM_PAGE: Readonly<Record<ClientMessage['t'], string>> = {
	enter: 'Shows the token and enters the lobby of its room. The first message; nobody is told.',
	login: 'Joins the room of that lobby, and answers the offers that came with `lobby`.',
	answer: 'Answers a parked offer later.',
	prepare:
		'From the lobby: answers a parked offer, so that both are connected at my login. Its owner is not told who I am.',
	release: 'From the lobby: that connection is closed.',
	park: 'Leaves a complete offer at the server, for whoever comes next.',
	publish: 'A stream of mine is there.',
	unpublish: 'A stream of mine is gone.',
	device: 'A camera or microphone of mine goes on or off.',
	signal:
		'A `Signal` for one other session: a description, a candidate or a size. The server passes on whatever object of objects it is given, unread.',
	broadcastMessage:
		'Says something in writing to everyone in the room. Sent again with the same `messageID`, it is passed on once.',
	renew: 'Replaces the token before it expires.',
	logout: 'Leaves lobby or room. The socket stays open.',
	beat: 'Answers a beat.'
};
const FROM_SERVER: Readonly<Record<ServerMessage['t'], string>> = {
	lobby: 'Answers `enter`: who is in the room, and their parked offers. `prepares`: whether I may `prepare`.',
	welcome:
		'Answers `login`. `paired`: whose offers my answers reached, now or in the lobby; the others expect an offer from me.',
	refused:
		'A message was refused; `of` is its `t`. The socket stays open for another try. Of `enter` also when I am in the lobby and the room is locked.',
	users: 'Someone came or went.',
	streams: 'A stream came or went.',
	offer: 'To the lobby: a parked offer is new or was replaced.',
	answer: 'Someone answered my parked offer.',
	visitor: 'Someone in the lobby answered my parked offer. Who, nobody is told.',
	visitorLeft: 'They have left the lobby, or closed the connection.',
	visitorJoined: 'They are in the room now: who they are.',
	prepared: 'My `prepare` has reached the owner of that offer: from now on its network may be asked.',
	stale: 'My `answer` or `prepare` came too late: that offer is gone. In the room I send one of my own.',
	published: 'Answers `publish`.',
	device: "Someone's camera or microphone went on or off.",
	signal: 'A description, a candidate or a size for me, of which the server has read nothing.',
	broadcastMessage: 'Someone has written something.',
	messageSent: 'Answers `broadcastMessage`: everyone in the room has been sent it.',
	renewed: 'Answers `renew`.',
	tokenWillExpire: 'It is time for `renew`.',
	muteRequested: 'A host asks me to turn a device off. Only I do.',
	kicked: 'I am out of the room, and why. Nobody comes back from it by themselves.',
	loggedOut: 'Answers `logout`.',
	closing: 'The server shuts down. Connect again.',
	beat: 'Answer it.'
};
const CLOSES: Readonly<Record<CloseReason, string>> = {
	policyViolation: 'too many messages were refused',
	serviceRestart: 'the server shuts down',
	kicked: 'after `kicked`',
	resumed: 'the same session came back on another socket',
	tooLate: 'no valid token was shown in time'
};

type Fields = Readonly<Record<string, GenericSchema>>;
type Messages = { readonly options: readonly { readonly entries: Fields }[] };

/** The `t` of a message. */
const nameOf = ({ t }: Fields): string => {
	if (!t) throw new Error('a message without t');
	return jsonSchema(t).const as string;
};

/** The schema of one field; of what a list holds, if it is one. */
function field({ options }: Messages, t: string, name: string): GenericSchema {
	const schema = options.find(({ entries }) => nameOf(entries) === t)?.entries[name];
	if (!schema) throw new Error(`no ${name} in ${t}`);
	return 'item' in schema ? (schema.item as GenericSchema) : schema;
}

const NAMED = {
	ID: field(clientMessage, 'enter', 'sessionID'),
	RoomID: field(clientMessage, 'enter', 'roomID'),
	Token: field(clientMessage, 'enter', 'token'),
	SDP: field(clientMessage, 'park', 'sdp'),
	Answer: field(clientMessage, 'answer', 'answer'),
	Signal: field(serverMessage, 'signal', 'signal'),
	Member: field(serverMessage, 'users', 'users'),
	Stream: field(serverMessage, 'streams', 'streams'),
	Offer: field(serverMessage, 'offer', 'offer'),
	Reason: field(serverMessage, 'users', 'reason')
} satisfies Record<string, GenericSchema>;
const NAMES = new Map(Object.entries(NAMED).map(([name, schema]) => [keyOf(schema), name]));

const code = (text: string) => `\`${text.replaceAll('|', String.raw`\|`)}\``;

function meaning(name: string, schema: GenericSchema): string {
	const others = new Map([...NAMES].filter(([, other]) => other !== name));
	const { pattern, maxLength } = jsonSchema(schema) as { pattern?: string; maxLength?: number };
	const limits = [
		...(pattern === undefined ? [] : [`that matches ${code(pattern)}`]),
		...(maxLength === undefined ? [] : [`of at most ${maxLength} characters`])
	];
	return [code(typeText(schema, others)), ...limits].join(' ');
}

function messages({ options }: Messages, meanings: Readonly<Record<string, string>>): string {
	const rows = options.map(({ entries }) => {
		const fields = Object.entries(entries).filter(([key]) => key !== 't');
		const shown = fields.map(([key, schema]) => code(`${key}: ${typeText(schema, NAMES)}`));
		const name = nameOf(entries);
		return [code(name), shown.join('<br>'), meanings[name] ?? ''];
	});
	return tableOf(['`t`', 'fields', 'meaning'], rows);
}

export const socket = (): string =>
	page(
		'The messages of the socket',
		[
			`Pages on the local engine open a WebSocket on \`${SIGNAL_PATH}?room=<roomID>\`, for this room only. Each message is a text with one`,
			`JSON object, whose type is \`t\`, of at most ${MAX_MESSAGE_BYTES} bytes. Both sides parse what they receive with the schemas of \`src/lib/api/signalling.ts\`, from which`,
			'this page is made. A field that is not here makes a message wrong.'
		].join('\n'),
		'A usual call: `enter` → `lobby`, `login` → `welcome`, `publish` → `published`, then `signal` in both directions, and `logout` → `loggedOut`.',
		[
			`The server sends a \`beat\` every ${BEAT} ms, which the page answers, and whoever does not answer it a ping of the protocol, which the`,
			'browser answers while the page is busy. Whoever sends nothing for two and a half beats is lost. A session that comes back with its token and its `sessionID` takes its old place.'
		].join('\n'),
		'## From page to server',
		messages(clientMessage, FROM_PAGE),
		'## From server to page',
		messages(serverMessage, FROM_SERVER),
		'## What the fields are',
		tableOf(
			['type', 'is'],
			Object.entries(NAMED).map(([name, schema]) => [`\`${name}\``, meaning(name, schema)])
		),
		'`FailureCode` is one of the codes in `machines/failure.ts`.',
		'## Why a socket is closed',
		tableOf(
			['code', 'because'],
			Object.entries(CLOSE_CODES).map(([reason, number]) => [String(number), CLOSES[reason as CloseReason]])
		)
	);
