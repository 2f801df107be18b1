/** `machines/generated/decisions.md`: what each event of the engine does in each state. */
import type { AnyStateMachine } from 'xstate';
import { CALL_STATES } from '../../../machines/call/states';
import { ROOM_REASONS } from '../../../machines/room.reason';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS, type ChartName } from '../charts';
import { cellOf, decisionOf, leavesOf, pathOf } from '../harness/decisions';
import { footnotes, page, tableOf } from './markdown';

export const decisions = (): string =>
	page(
		'What each event does in each state',
		'## Every room reason in every state of the call',
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
			return node.type === 'final' ? 'nothing arrives' : cellOf(decisionOf(node, `room.${reason}`), note);
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
