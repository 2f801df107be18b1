/**
 * The file format of recordings, and how one is read: anything else gets a clear refusal. Of the schema library only what
 * the call page has anyway: what is used here is in the same chunk there.
 */
import * as v from 'valibot';
import { FORMAT, VERSION, type ActorState, type Entry } from './recorder';
import type { Change, Json } from './redact';

/** `changes` and values are JSON already, for they come out of `JSON.parse`. */
const json = v.custom<Json>(() => true);
const entry: v.GenericSchema<unknown, Entry> = v.strictObject({
	at: v.number(),
	to: v.string(),
	from: v.string(),
	event: v.custom<Entry['event']>((it) => typeof (Object(it) as { type?: unknown }).type === 'string'),
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
					it[0].every((key) => typeof key === 'string')
			)
		)
	),
	status: v.optional(v.string())
});
/** An object as a map. */
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
	startedAt: v.pipe(
		v.string(),
		v.check((it) => !Number.isNaN(Date.parse(it)))
	),
	duration: v.number(),
	segments: v.pipe(
		v.array(v.strictObject({ at: v.number(), actors: byName(actorState), entries: v.array(entry) })),
		v.nonEmpty()
	)
});
export type Recording = v.InferOutput<typeof recording>;

/** Entries as a call sends them while it goes on. */
export const readEntries = (texts: readonly string[]): Entry[] =>
	v.parse(
		v.array(entry),
		texts.map((text): unknown => JSON.parse(text))
	);

/** `where` names the first thing in the file that is not as it should be. */
export type Unreadable = { problem: 'notJSON' | 'foreign' | 'version' | 'broken' | 'tooLarge'; where: string };

/** Characters: several times what the recorder ever keeps. */
const LARGEST = 20_000_000;

export function readRecording(text: string): { recording: Recording } | Unreadable {
	if (text.length > LARGEST) return { problem: 'tooLarge', where: `${text.length}` };
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
