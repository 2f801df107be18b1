/** `machines/generated/decisions.md`: what each event of the engine does in each state. */
import { readFileSync } from 'node:fs';
import type { AnyStateMachine } from 'xstate';
import { CALL_STATES } from '../../../machines/call/states';
import { ROOM_REASONS } from '../../../machines/room.reason';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS, type ChartName } from '../charts';
import { cellOf, decisionOf, leavesOf, pathOf } from '../harness/decisions';
import { footnotes, page, tableOf } from './markdown';

const FILE = new URL('../../../machines/generated/decisions.md', import.meta.url);
const REASONS = '## Every room reason in every state of the call';
export const ARRIVES_NOWHERE = 'nothing arrives';

export const decisions = (): string =>
	page(
		'What each event does in each state',
		REASONS,
		'A missing cell is a compile error. A test sends each reason to a running call in each state and compares with this table.',
		reasonTable(),
		'## Publishing my stream',
		eventTable('publisher', /^publisher\./),
		"## Playing someone's stream",
		eventTable('player', /^player\.|^stream\./),
		'## Remarks on single transitions',
		remarks()
	);

function reasonTable(): string {
	const { machine } = CHARTS.call;
	const { note, list } = footnotes();
	const rows = ROOM_REASONS.map((reason) => [
		`\`${reason}\``,
		...CALL_STATES.map((state) => {
			const node = machine.getStateNodeById(`${machine.id}.${state}`);
			return node.type === 'final' ? ARRIVES_NOWHERE : cellOf(decisionOf(node, `room.${reason}`), note);
		})
	]);
	return `${tableOf(['', ...CALL_STATES], rows)}\n\n${list()}`;
}

function eventTable(name: ChartName, pattern: RegExp): string {
	const { machine }: { machine: AnyStateMachine } = CHARTS[name];
	const { note, list } = footnotes();
	const events = machine.events.filter((event) => pattern.test(event)).toSorted();
	// Blocked sound concerns the browser, not the engine.
	const leaves = leavesOf(machine).filter(({ id }) => !id.includes('.sound.'));
	const rows = events.map((event) => [`\`${event}\``, ...leaves.map((leaf) => cellOf(decisionOf(leaf, event), note))]);
	return `${tableOf(['', ...leaves.map(pathOf)], rows)}\n\n${list()}`;
}

/** The descriptions of transitions that act; why an event is ignored is printed below the tables. */
function remarks(): string {
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

/** A cell of the committed table, to compare with a running call. */
export function reasonCell(reason: string, state: string): string {
	const [, text = ''] = readFileSync(FILE, 'utf8').split(REASONS);
	const [head, , ...rows] = text
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	const column = head?.indexOf(state) ?? -1;
	const cell = rows.find(([, name]) => name === `\`${reason}\``)?.[column];
	if (!cell) throw new Error(`machines/generated/decisions.md has no cell for ${reason} in ${state}: npm run draw`);
	return cell;
}
