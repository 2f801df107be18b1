/** The SDK's own log. It leads to the console alone, and names rooms and people: from there the call's recording gets its part. */
import * as v from 'valibot';
import type { EngineEvent } from '../../../../machines/engine';

/** What it warns of is printed; nothing is sent to ZEGO's log servers. */
export const WARNING = { logLevel: 'warn', remoteLogLevel: 'disable' } as const;
export const SILENT = { logLevel: 'disable', remoteLogLevel: 'disable' } as const;

type LogEvent = Extract<EngineEvent, { type: 'engine.log' }>;
type Level = LogEvent['level'];
const LEVELS: Record<Level, number> = { warn: 2, error: 3 };

/** `content` is free text, with JSON in it where it tells of an error. */
const Line = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({ level: v.number(), action: v.string(), content: v.string(), streamid: v.optional(v.string(), '') })
);
const CODE = /"code":(\d{1,9})\b/;

/** Null: the SDK has not written this. */
export function logEvent(level: Level, written: unknown): LogEvent | null {
	const { success, output: line } = v.safeParse(Line, written);
	if (!success || line.level !== LEVELS[level]) return null;
	const errorCode = Number(CODE.exec(line.content)?.[1] ?? 0);
	return { type: 'engine.log', level, action: line.action, errorCode, streamID: line.streamid };
}

const listeners = new Set<(event: LogEvent) => void>();
let giveBack: () => void = () => undefined;

/** Takes the SDK's lines out of the console until the returned disposer is called; everybody else's stay in it. */
export function listenToLog(listener: (event: LogEvent) => void): () => void {
	if (listeners.size === 0) giveBack = takeConsole();
	listeners.add(listener);
	return () => {
		if (listeners.delete(listener) && listeners.size === 0) giveBack();
	};
}

function takeConsole(): () => void {
	const { warn, error } = console;
	const taken = (level: Level, write: typeof warn): typeof warn =>
		function (...written) {
			const event = written.length === 1 ? logEvent(level, written[0]) : null;
			if (!event) write.apply(console, written);
			else for (const listener of [...listeners]) listener(event);
		};
	Object.assign(console, { warn: taken('warn', warn), error: taken('error', error) });
	return () => void Object.assign(console, { warn, error });
}
