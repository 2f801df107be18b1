import { Replay, type Outcome } from '../../../src/lib/inspect/recording/replay';
import type { Recording } from '../../../src/lib/inspect/recording/recording';
import { redactedChanges } from '../../../src/lib/inspect/recording/redact';

/** The same events with today's outcomes. */
export function renewed(recording: Recording): Recording {
	const replay = new Replay();
	const last = new Map<string, Outcome>();
	for (const [to, resume] of Object.entries(recording.segments[0]?.actors ?? {})) {
		const outcome = replay.step({ to, resume });
		if (outcome) last.set(to, outcome);
	}
	const segments = recording.segments.map((segment) => ({
		...segment,
		entries: segment.entries.map((entry) => {
			const today = entry.result === 'dropped' ? null : replay.step(entry);
			if (!today) return entry;
			const before = entry.event.type === 'xstate.init' ? undefined : last.get(entry.to);
			last.set(entry.to, today);
			const changes = redactedChanges(before?.context, today.context, (_, value) => value);
			return {
				...entry,
				result: today.result,
				value: JSON.stringify(before?.value) === JSON.stringify(today.value) ? undefined : today.value,
				changes: changes.length > 0 ? changes : undefined,
				status: today.status === 'active' ? undefined : today.status
			};
		})
	}));
	return { ...recording, segments };
}
