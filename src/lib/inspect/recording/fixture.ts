/** Recordings as files: whole, or cut for a test in `tests/model/recordings`. */
import { fileOf } from './recorder';
import type { Recording } from './recording';

/** The text of the file, one entry a line. */
export const textOf = ({ format, version, build, startedAt, duration, segments }: Recording): string =>
	fileOf(
		{ format, version, build, startedAt, duration },
		segments.map(({ at, actors, entries }) => ({ at, actors, entries: entries.map((entry) => JSON.stringify(entry)) }))
	);

/** The recording up to entry `last`, that one included. */
export function upTo(recording: Recording, last: number): Recording {
	let left = last + 1;
	const segments = recording.segments.map((segment) => {
		const entries = segment.entries.slice(0, left);
		left -= entries.length;
		return { ...segment, entries };
	});
	const kept = segments.filter(({ entries }, index) => index === 0 || entries.length > 0);
	return { ...recording, duration: kept.at(-1)?.entries.at(-1)?.at ?? 0, segments: kept };
}
