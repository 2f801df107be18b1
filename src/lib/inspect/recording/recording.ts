/**
 * The file format of recordings. A file is hostile input: its size, its depth and every field are checked, and whatever is
 * not a recording is refused with a reason.
 */
import * as v from 'valibot';
import { FORMAT, VERSION, type ActorState, type Entry } from './recorder';
import type { Change, Json } from './redact';

/** Deeper JSON could overflow the stack of code that walks through it. The charts' own contexts are 6 deep. */
const MAX_DEPTH = 32;
const isShallow = (value: unknown, depth = 0): boolean =>
	typeof value !== 'object' ||
	value === null ||
	(depth < MAX_DEPTH && Object.values(value).every((item) => isShallow(item, depth + 1)));

/** Out of `JSON.parse`, so it is JSON already. */
const json = v.custom<Json>((it) => isShallow(it));
/** `JSON.parse` reads 1e999 as infinite. */
const time = v.pipe(v.number(), v.finite());
/** `call/screen/publisher`. */
const path = v.pipe(v.string(), v.maxLength(1_000));
const entry: v.GenericSchema<unknown, Entry> = v.strictObject({
	at: time,
	to: path,
	from: path,
	event: v.custom<Entry['event']>((it) => typeof (Object(it) as { type?: unknown }).type === 'string' && isShallow(it)),
	result: v.picklist(['taken', 'ignored', 'dropped', 'threw']),
	via: v.optional(v.array(v.string())),
	guards: v.optional(v.array(v.string())),
	chart: v.optional(v.string()),
	src: v.optional(v.string()),
	value: v.optional(json),
	changes: v.optional(
		v.array(
			v.custom<Change>(
				(it) =>
					Array.isArray(it) &&
					(it.length === 1 || it.length === 2) &&
					Array.isArray(it[0]) &&
					it[0].every((key) => typeof key === 'string') &&
					it[0].length <= MAX_DEPTH &&
					isShallow(it[1])
			)
		)
	),
	status: v.optional(v.string())
});
/** An object that is used as a map. */
const byName = <T>(value: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Record<string, T>> =>
	v.custom<Record<string, T>>(
		(it) => typeof it === 'object' && it !== null && Object.values(it).every((item) => v.is(value, item))
	);
const actorState: v.GenericSchema<unknown, ActorState> = v.strictObject({
	chart: v.string(),
	src: v.string(),
	value: json,
	context: json,
	children: byName(v.string())
});
const recording = v.strictObject({
	format: v.literal(FORMAT),
	version: v.literal(VERSION),
	build: v.string(),
	startedAt: v.pipe(v.string(), v.isoTimestamp()),
	duration: time,
	segments: v.pipe(
		v.array(v.strictObject({ at: time, actors: byName(actorState), entries: v.array(entry) })),
		v.nonEmpty()
	)
});
export type Recording = v.InferOutput<typeof recording>;

/** Entries that a running call sends, each as JSON. Throws when one is broken. */
export const readEntries = (texts: readonly string[]): Entry[] =>
	v.parse(
		v.array(entry),
		texts.map((text): unknown => JSON.parse(text))
	);

/** `where`: the first place in the file that is wrong. */
export type Unreadable = { problem: 'notJSON' | 'foreign' | 'version' | 'broken' | 'tooLarge'; where: string };

/** Characters: several times as many as the recorder keeps. */
const MAX_SIZE = 20_000_000;

export function readRecording(text: string): { recording: Recording } | Unreadable {
	if (text.length > MAX_SIZE) return { problem: 'tooLarge', where: `${text.length}` };
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (error) {
		return { problem: 'notJSON', where: error instanceof Error ? error.message : String(error) };
	}
	const head = v.safeParse(v.object({ format: v.literal(FORMAT), version: v.number() }), content);
	if (!head.success) return { problem: 'foreign', where: '' };
	if (head.output.version !== VERSION) return { problem: 'version', where: String(head.output.version) };
	const result = v.safeParse(recording, content, { abortEarly: true });
	if (result.success) return { recording: result.output };
	const [issue] = result.issues;
	return { problem: 'broken', where: `${issue.path?.map(({ key }) => String(key)).join('.') ?? ''}: ${issue.message}` };
}
