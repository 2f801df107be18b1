/** `machines/generated/states.md`: how big each chart is, and how long each state waits. */
import { DELAYS, type DelayName } from '../../../machines/delays';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHART_NAMES, CHARTS } from '../charts';
import { folderOf } from './folders';
import { page, tableOf } from './markdown';

export const states = (): string =>
	page(
		'States',
		'## All charts',
		sizes(),
		'## How long each state waits',
		'The states with the tag `pending`: an answer is outstanding, and a deadline ends the wait.',
		waits()
	);

function sizes(): string {
	const rows = CHART_NAMES.map((name) => {
		const { states, edges } = chartGraph(CHARTS[name].machine);
		const files = ['diagram.svg', 'definition.json'].map((file) => `[${file}](../../${folderOf(name)}/${file})`);
		return [name, String(states.length - 1), String(edges.length), ...files];
	});
	return tableOf(['chart', 'states', 'transitions', 'picture', 'for an editor'], rows);
}

function waits(): string {
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
