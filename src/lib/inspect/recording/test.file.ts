/** A recording, or its beginning, as the text of a test that keeps today's behaviour. */
import type { Recording } from './recording';
import type { Json } from './redact';
import { replayedStates, type Step } from './replay';

/** `until`: number of the last entry that counts. */
export function stepsOf({ segments }: Recording, until = Number.POSITIVE_INFINITY): Step[] {
	const resumed = Object.entries(segments[0]?.actors ?? {}).map(([to, resume]): Step => ({ to, resume }));
	const entries = segments.flatMap((segment) => segment.entries).slice(0, until + 1);
	const started = new Set(resumed.map(({ to }) => to));
	const steps = entries.flatMap(({ to, chart, event, result }): Step[] => {
		if (chart !== undefined) started.add(to);
		// Neither services nor actors that had ended do anything in a replay.
		if (!started.has(to) || result === 'dropped') return [];
		return [chart === undefined ? { to, event } : { to, chart, event }];
	});
	return [...resumed, ...steps];
}

/** The text of `tests/model/recordings/<name>.test.ts`, formatted as the formatter of this project would. */
export function testFile(recording: Recording, until?: number): string {
	const steps = stepsOf(recording, until);
	const states = replayedStates(steps);
	const told = steps.map((step, index) => ({ ...step, state: states[index] ?? '' }));
	const last = told.findLast(({ to }) => !to.includes('/'))?.state ?? '';
	return [
		`/** A call recorded on ${recording.startedAt.slice(0, 10)}: every event, and the state it must lead to. */`,
		"import { expect, test } from 'vitest';",
		"import { replayedStates, type Step } from './replay';",
		'',
		`const STEPS: (Step & { state: string })[] = ${literal(told)};`,
		'',
		`test('the recorded call comes to ${last} the way it did', () => {`,
		'\texpect(replayedStates(STEPS)).toEqual(STEPS.map(({ state }) => state));',
		'});',
		''
	].join('\n');
}

/** Fits into a line wherever it stands. */
const SHORT = 60;

/** JavaScript for a value, broken into lines where the formatter leaves it alone: objects in a list, and long ones. */
function literal(value: Json, indent = '', isListed = false): string {
	if (typeof value === 'string') return quoted(value);
	if (typeof value !== 'object' || value === null) return String(value);
	const inner = `${indent}\t`;
	if (Array.isArray(value)) {
		if (value.length === 0) return '[]';
		const items = value.map((item) => literal(item, inner, true));
		const line = `[${items.join(', ')}]`;
		if (!line.includes('\n') && value.every((item) => typeof item !== 'object')) return line;
		return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
	}
	const properties = Object.entries(value).filter(([, item]) => item !== undefined);
	if (properties.length === 0) return '{}';

	const parts = properties.map(([key, item]) => {
		return `${!/^[A-Za-z_$][\w$]*$/.test(key) ? quoted(key) : key}: ${literal(item, inner)}`;
	});
	const line = `{ ${parts.join(', ')} }`;
	if (!isListed && !line.includes('\n') && line.length <= SHORT) return line;
	return `{\n${parts.map((part) => inner + part).join(',\n')}\n${indent}}`;
}

const quoted = (text: string): string =>
	text.includes("'") && !text.includes('"')
		? JSON.stringify(text)
		: `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
