/**
 * What a recording may contain. Text is kept only where the charts' own types allow a closed set of words. IDs and names
 * become numbers. All other text is left out, also in events that do not exist yet.
 */
import type { ContextFrom, EventFrom, InputFrom } from 'xstate';
import { isSendable } from '../../../../machines/chat/text';
import { asFailure } from '../../../../machines/failure';
import type { Assert } from '../../../../machines/json';
import type { screenMachine } from '../../../../machines/screen/machine';
import type { EngineMachine, Machine } from '../charts';

export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
/** The name that stands for a value: the same value has the same name throughout a recording. */
export type Alias = (kind: string, value: string) => string;

/** Fields that hold only words of the charts and the port. */
const PLAIN = [
	'type',
	't',
	'actorId',
	'state',
	'sound',
	'camera',
	'microphone',
	'device',
	'status',
	'signalingState',
	'connectionState',
	'update',
	'reason',
	'goneReason',
	'cause',
	'code',
	'category',
	'level',
	'pictures',
	'noise',
	'suppression',
	'wanted',
	'used'
] as const;
const plain: ReadonlySet<string> = new Set(PLAIN);
/** How such words are spelled: without space, slash or @. */
const WORD = /^\w[\w.:-]{0,127}$/;

/** Fields that identify something, and the kind of thing. */
const ALIASED: ReadonlyMap<string, string> = new Map(
	Object.entries({
		roomID: 'room',
		nextRoomID: 'room',
		previousRoomID: 'room',
		fromRoomID: 'room',
		userID: 'user',
		from: 'user',
		to: 'user',
		paired: 'user',
		away: 'user',
		pathless: 'user',
		sessionID: 'session',
		offerID: 'offer',
		messageID: 'message',
		queue: 'message',
		mediaID: 'media',
		userName: 'person',
		streamID: 'stream',
		deviceID: 'device',
		label: 'label'
	})
);
/** Fields that hold records whose keys are IDs. */
const KEYED_BY_ID: Readonly<Record<KeyedByID<Recorded>, string>> = {
	users: 'user',
	streams: 'stream',
	quality: 'user',
	messages: 'message'
};

const KEYED: ReadonlyMap<string, string> = new Map(Object.entries(KEYED_BY_ID));
export const isKeyedByID = (field: string | undefined): boolean => field !== undefined && KEYED.has(field);

/** Fields with text of others, and the shape in which it is kept. */
const SHAPED: ReadonlyMap<string, RegExp> = new Map(
	Object.entries({
		/** A timeout, the name of a browser's error, an error number of a vendor or of HTTP. */
		detail: /^(|timeout|[A-Z][A-Za-z]{2,40}Error|(HTTP )?\d{1,9}|ZEGO \d{1,9}(, server \d{1,12})?)$/,
		/** The message that the local engine's server refused. */
		of: /^(enter|login|answer|prepare|release|park|publish|unpublish|broadcastMessage|device|signal|renew|logout)$/,
		/** The place in ZEGO's SDK that wrote a line of its log. */
		action: /^z[a-z]{1,7}(\.\w{1,7}){1,5}$/
	})
);
export const LEFT_OUT = '***';

export function aliases(): Alias {
	const known = new Map<string, string>();
	const counts = new Map<string, number>();
	return function alias(kind: string, value: string): string {
		const owner = kind === 'stream' ? /^(.+)_(camera|screen)$/.exec(value) : null;
		// A stream's ID contains its user's ID, and so must its alias.
		if (owner?.[1] && owner[2]) return `${alias('user', owner[1])}_${owner[2]}`;
		const sender = kind === 'message' ? /^(.*)\/(.+)$/.exec(value) : null;
		// A message's key contains its sender and its ID.
		if (sender?.[2]) return `${alias('user', sender[1] ?? '')}/${alias('message', sender[2])}`;
		const key = `${kind} ${value}`;
		const name = known.get(key);
		if (name !== undefined || value === '') return name ?? value;
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		known.set(key, `${kind}-${count}`);
		return `${kind}-${count}`;
	};
}

/** Replaces the ID in `player:<streamID>`, `pair:<userID>` or `early:<offerID>`, alone or at the end of an event's type. */
export const redactChildID = (id: string, alias: Alias): string => {
	const colon = id.indexOf(':');
	if (colon < 0) return id;
	const child = id.slice(0, colon);
	const kind = child.endsWith('pair') ? 'user' : child.endsWith('early') ? 'offer' : 'stream';
	return id.slice(0, colon + 1) + alias(kind, id.slice(colon + 1));
};

/** `key`: the field that holds the value. */
export function redact(value: unknown, alias: Alias, key: string): Json {
	if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
	if (key === 'error') return redact(asFailure(value), alias, 'failure');
	if (typeof value === 'string') return redactText(value, alias, key);
	// The keys of a list's elements are no IDs.
	if (Array.isArray(value)) return value.map((item) => redact(item, alias, isRecord(item) ? 'item' : key));
	if (!isRecord(value)) return LEFT_OUT;
	return Object.fromEntries(
		Object.entries(value).map(([name, item]) => [redactKey(name, alias, key), redact(item, alias, name)])
	);
}

/** Of a message's text it is kept whether there is one that can be sent: the chat's chart decides by that. */
function redactText(value: string, alias: Alias, key: string): string {
	const kind = ALIASED.get(key);
	if (kind !== undefined) return alias(kind, value);
	if (key === 'text') return isSendable(value) ? LEFT_OUT : '';
	const isKept = SHAPED.get(key)?.test(value) ?? (plain.has(key) && WORD.test(value));
	if (!isKept) return LEFT_OUT;
	return redactChildID(value, alias);
}

const redactKey = (name: string, alias: Alias, key: string): string => {
	const kind = KEYED.get(key);
	return kind === undefined ? name : alias(kind, name);
};

/** The path to a value, and the new value. Without a value, the path is gone. */
export type Change = [path: string[], value?: Json];

/** What has changed, redacted. Fast, because the charts share whatever did not change. */
export function redactedChanges(before: unknown, after: unknown, alias: Alias): Change[] {
	const changes: Change[] = [];
	const compare = (old: unknown, now: unknown, path: string[], key: string): void => {
		if (old === now) return;
		if (!isRecord(old) || !isRecord(now)) {
			changes.push([path, redact(now, alias, key)]);
			return;
		}
		for (const name of Object.keys(old)) if (!(name in now)) changes.push([[...path, redactKey(name, alias, key)]]);
		for (const [name, item] of Object.entries(now))
			compare(old[name], item, [...path, redactKey(name, alias, key)], name);
	};
	compare(before, after, [], '');
	return changes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/* The compiler checks that no field in PLAIN ever holds free text. */
type AnyMachine = Machine | EngineMachine;
type Recorded = ContextFrom<AnyMachine> | EventFrom<AnyMachine> | InputFrom<Exclude<AnyMachine, typeof screenMachine>>;
/** Every field, at any depth, that may hold arbitrary text. */
type OpenText<T> = T extends readonly (infer Item)[]
	? OpenText<Item>
	: T extends object
		? string extends keyof T
			? OpenText<T[keyof T]>
			: { [K in keyof T]-?: (string extends Extract<T[K], string> ? K : never) | OpenText<T[K]> }[keyof T]
		: never;
type IsKeyed<T> = T extends object ? (string extends keyof T ? true : false) : false;
type KeyedByID<T> = T extends readonly (infer Item)[]
	? KeyedByID<Item>
	: T extends object
		? { [K in keyof T]-?: (true extends IsKeyed<T[K]> ? K : never) | KeyedByID<T[K]> }[keyof T]
		: never;
type IsNone<T> = [T] extends [never] ? true : false;
export type NoOpenTextIsPlain = Assert<IsNone<Extract<OpenText<Recorded>, (typeof PLAIN)[number]>>>;
