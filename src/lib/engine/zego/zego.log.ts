/** The SDK's log. The SDK writes it only to the console, with names of rooms and people; the call gets the part without names. */
import * as v from 'valibot';
import type { EngineEvent } from '../../../../machines/engine';

/** Warnings are printed. Nothing is sent to ZEGO's log servers. */
export const WARNING = { logLevel: 'warn', remoteLogLevel: 'disable' } as const;
export const SILENT = { logLevel: 'disable', remoteLogLevel: 'disable' } as const;

type LogEvent = Extract<EngineEvent, { type: 'engine.log' }>;
type Level = LogEvent['level'];
const LEVELS: Record<Level, number> = { warn: 2, error: 3 };

/** `content` is free text, which contains JSON if it is about an error. */
const Line = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({ level: v.number(), action: v.string(), content: v.string(), streamid: v.optional(v.string(), '') })
);
const CODE = /"code":(\d{1,9})\b/;

/** Null if the SDK has not written this. */
export function logEvent(level: Level, written: unknown): LogEvent | null {
	const { success, output: line } = v.safeParse(Line, written);
	if (!success || line.level !== LEVELS[level]) return null;
	const errorCode = Number(CODE.exec(line.content)?.[1] ?? 0);
	return { type: 'engine.log', level, action: line.action, errorCode, streamID: line.streamid };
}

type Write = typeof console.warn;

const listeners = new Set<(event: LogEvent) => void>();
/** Our functions in the console, and what they stand before. */
const layers = new Map<Level, { ours: Write; below: Write }>();

/** Keeps the SDK's lines out of the console until the returned disposer is called. Other lines are still printed. */
export function listenToLog(listener: (event: LogEvent) => void): () => void {
	for (const level of ['warn', 'error'] as const) intercept(level);
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
		if (listeners.size === 0) for (const level of [...layers.keys()]) stepAside(level);
	};
}

function intercept(level: Level): void {
	if (layers.has(level)) return;
	const below = console[level];
	const ours: Write = (...written) => {
		const event = listeners.size > 0 && written.length === 1 ? logEvent(level, written[0]) : null;
		if (!event) below.apply(console, written);
		else for (const listener of [...listeners]) listener(event);
	};
	layers.set(level, { ours, below });
	console[level] = ours;
}

/** Someone else may have put a function of theirs before ours since. Then ours stays, and lets everything pass. */
function stepAside(level: Level): void {
	const layer = layers.get(level);
	if (!layer || console[level] !== layer.ours) return;
	console[level] = layer.below;
	layers.delete(level);
}
