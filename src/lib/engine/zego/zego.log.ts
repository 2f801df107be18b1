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

const listeners = new Set<(event: LogEvent) => void>();
let restoreConsole: () => void = () => undefined;

/** Keeps the SDK's lines out of the console until the returned disposer is called. Other lines are still printed. */
export function listenToLog(listener: (event: LogEvent) => void): () => void {
	if (listeners.size === 0) restoreConsole = interceptConsole();
	listeners.add(listener);
	return () => {
		if (listeners.delete(listener) && listeners.size === 0) restoreConsole();
	};
}

function interceptConsole(): () => void {
	const { warn, error } = console;
	const intercepted = (level: Level, write: typeof warn): typeof warn =>
		function (...written) {
			const event = written.length === 1 ? logEvent(level, written[0]) : null;
			if (!event) write.apply(console, written);
			else for (const listener of [...listeners]) listener(event);
		};
	Object.assign(console, { warn: intercepted('warn', warn), error: intercepted('error', error) });
	return () => void Object.assign(console, { warn, error });
}
