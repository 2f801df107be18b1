/** The generated parts of the READMEs, each between its markers; everything else there is written by hand. */
import { readFileSync } from 'node:fs';
import type { AnyStateMachine } from 'xstate';
import { DELAYS, type DelayName } from '../../../machines/delays';
import { ROOM_REASONS } from '../../../machines/room.reason';
import { CALL_STATES } from '../../../machines/call/exhaustive';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { DIFFERENCES } from '../../engine/contract/differences';
import { SIGHTINGS } from '../../engine/contract/reasons';
import { CHART_NAMES, CHARTS, type ChartName } from '../charts';
import { BITE_HEAD, biteRows } from './bite.table';
import { coverageRows, reasonLines, REPLAYS } from './coverage.table';
import { diagramOf } from './mermaid';
import { cellOf, decisionOf, leavesOf, pathOf } from './tables';

export const README = new URL('../../../machines/README.md', import.meta.url);
export const FRONT_README = new URL('../../../README.md', import.meta.url);

const FINAL = 'nothing arrives';

const PARTS: Record<string, () => string> = {
	reasons: reasonTable,
	publisher: () => eventTable('publisher', /^publisher\./),
	player: () => eventTable('player', /^player\.|^stream\./),
	waits: waitTable,
	remarks: remarkList,
	numbers: numberTable,
	coverage: () =>
		[tableOf(['chart', 'transitions', ...REPLAYS], coverageRows()), reasonLines().join('\n')].join('\n\n'),
	bite: () => tableOf(BITE_HEAD, biteRows()),
	diagrams: () => CHART_NAMES.map((name) => `### ${name}\n\n${diagramOf(CHARTS[name].machine)}`).join('\n\n')
};

const FRONT_PARTS: Record<string, () => string> = { differences: differenceTable, sightings: sightingTable };

const marker = (name: string) => ({ begin: `<!-- generated: ${name} -->`, end: `<!-- end of ${name} -->` });

/** `machines/README.md` as it should be: each generated part anew, the rest as it is. */
export const currentReadme = (): Promise<string> => current(README, renewed);

/** The same of `README.md`. */
export const currentFrontReadme = (): Promise<string> => current(FRONT_README, (text) => withParts(text, FRONT_PARTS));

/** The text of `machines/README.md` with each generated part anew, not yet formatted. */
export const renewed = (text: string): string => withParts(text, PARTS);

async function current(readme: URL, renew: (text: string) => string): Promise<string> {
	// It is big, and most who read this file's tables format nothing.
	const { format, resolveConfig } = await import('prettier');
	return format(renew(readFileSync(readme, 'utf8')), { ...(await resolveConfig(readme)), parser: 'markdown' });
}

function withParts(text: string, parts: Record<string, () => string>): string {
	for (const [name, generate] of Object.entries(parts)) {
		const { begin, end } = marker(name);
		const [before, rest] = halves(text, begin);
		const [, after] = halves(rest, end);
		text = `${before}${begin}\n\n${generate()}\n\n${end}${after}`;
	}
	return text;
}

function halves(text: string, at: string): [string, string] {
	const index = text.indexOf(at);
	if (index < 0) throw new Error(`The README lacks "${at}"`);
	return [text.slice(0, index), text.slice(index + at.length)];
}

const tableOf = (head: string[], rows: string[][]): string =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The reasons for what is ignored, numbered under the table they belong to. */
function footnotes() {
	const whys: string[] = [];
	return {
		note(why: string): string {
			if (!whys.includes(why)) whys.push(why);
			return ` <sup>${whys.indexOf(why) + 1}</sup>`;
		},
		list: () => whys.map((why, index) => `${index + 1}. ${why}`).join('\n')
	};
}

function reasonTable(): string {
	const { machine } = CHARTS.call;
	const { note, list } = footnotes();
	const rows = ROOM_REASONS.map((reason) => [
		`\`${reason}\``,
		...CALL_STATES.map((state) => {
			const node = machine.getStateNodeById(`${machine.id}.${state}`);
			return node.type === 'final' ? FINAL : cellOf(decisionOf(node, `room.${reason}`), note);
		})
	]);
	return `${tableOf(['', ...CALL_STATES], rows)}\n\n${list()}`;
}

function eventTable(name: ChartName, pattern: RegExp): string {
	const { machine }: { machine: AnyStateMachine } = CHARTS[name];
	const { note, list } = footnotes();
	const events = machine.events.filter((event) => pattern.test(event)).toSorted();
	// What the browser does with the sound is another matter than what the engine delivers.
	const leaves = leavesOf(machine).filter(({ id }) => !id.includes('.sound.'));
	const rows = events.map((event) => [`\`${event}\``, ...leaves.map((leaf) => cellOf(decisionOf(leaf, event), note))]);
	return `${tableOf(['', ...leaves.map(pathOf)], rows)}\n\n${list()}`;
}

/** Every state that waits, and what ends the wait when nothing else does. */
function waitTable(): string {
	const rows = CHART_NAMES.flatMap((name) => {
		const { states, edges } = chartGraph(CHARTS[name].machine);
		const endsOf = (id: string): string[] => {
			const own = edges.filter(({ kind, source }) => kind === 'after' && source === id).map(({ label }) => label);
			const { parent } = states.find((state) => state.id === id) ?? {};
			return own.length > 0 || !parent ? own : endsOf(parent);
		};
		const waiting = states.filter(({ tags }) => tags.includes('pending'));
		return waiting.map(({ id, description }) => [id, description, [...new Set(endsOf(id))].map(duration).join(', ')]);
	});
	return tableOf(['state', '', 'at most'], rows);
}

const duration = (delay: string): string =>
	delay in DELAYS ? `\`${delay}\` ${DELAYS[delay as DelayName] / 1_000} s` : `\`${delay}\``;

/** What is said of transitions that do something; why others do nothing stands under the tables. */
function remarkList(): string {
	const lines = CHART_NAMES.flatMap((name) =>
		chartGraph(CHARTS[name].machine)
			.edges.filter(({ description, targets, actions }) => {
				const acts = targets.length > 0 || actions.some((action) => action !== 'noteIgnored');
				return description !== '' && acts;
			})
			.map(({ source, label, description }) => `- \`${label}\` in ${source}: ${description}`)
	);
	return lines.join('\n');
}

function numberTable(): string {
	const rows = CHART_NAMES.map((name) => {
		const { states, edges } = chartGraph(CHARTS[name].machine);
		return [name, String(states.length - 1), String(edges.length), states[0]?.description ?? ''];
	});
	return tableOf(
		['chart', 'states', 'transitions'],
		rows.map((row) => row.slice(0, 3))
	);
}

/** Where an engine does other than the contract that all are tested against. */
function differenceTable(): string {
	const rows = Object.values(DIFFERENCES).map(({ engine, contract, instead, because }) => [
		engine,
		contract,
		instead,
		because
	]);
	return tableOf(['engine', 'the contract', 'instead', 'because'], rows);
}

/** Which case shows that a reason arrives from an engine. */
function sightingTable(): string {
	const kinds = ['local', 'zego', 'simulated'] as const;
	const rows = ROOM_REASONS.map((reason) => {
		const { in: file, never } = SIGHTINGS[reason];
		return [`\`${reason}\``, ...kinds.map((kind) => (never?.[kind] ? `never: ${never[kind]}` : file))];
	});
	return tableOf(['', ...kinds], rows);
}

/** The cell of the committed table, for the test that compares it with a running call. */
export function reasonCell(reason: string, state: string): string {
	const text = readFileSync(README, 'utf8');
	const { begin, end } = marker('reasons');
	const [head, , ...rows] = halves(halves(text, begin)[1], end)[0]
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	const column = head?.indexOf(state) ?? -1;
	const cell = rows.find(([, name]) => name === `\`${reason}\``)?.[column];
	if (!cell) throw new Error(`The table has no cell for ${reason} in ${state}`);
	return cell;
}

export const ARRIVES_NOWHERE = FINAL;
