/**
 * The charts explain themselves with a description of every state and of every event they do not heed. Who calls has no
 * use for that: the scripts for browsers go without, the server keeps it for whoever looks at the charts.
 */
import { parseSync, Visitor } from 'vite';

const CHART = /\/machines\/[\w.]+\.ts$/;
const EXPLAINED = new Set(['unheeded', 'ignored']);

/**
 * @param {string} code of a chart
 * @returns {{ start: number, end: number }[]} where its explanations are, last first
 */
function explanations(code) {
	/** @type {{ start: number, end: number }[]} */
	const spans = [];
	new Visitor({
		Property({ key, value }) {
			if (key.type === 'Identifier' && key.name === 'description' && value.type === 'Literal') spans.push(value);
		},
		CallExpression({ callee, arguments: [why] }) {
			if (callee.type === 'Identifier' && EXPLAINED.has(callee.name) && why?.type === 'Literal') spans.push(why);
		}
	}).visit(parseSync('chart.js', code).program);
	return spans.sort((a, b) => b.start - a.start);
}

/** @param {string} code of a chart, in JavaScript */
export const withoutExplanations = (code) =>
	explanations(code).reduce((rest, { start, end }) => `${rest.slice(0, start)}void 0${rest.slice(end)}`, code);

/** @returns {import('vite').Plugin} */
export const leanCharts = () => ({
	name: 'lean-charts',
	apply: 'build',
	enforce: 'post',
	applyToEnvironment: ({ name }) => name === 'client',
	transform: {
		filter: { id: CHART },
		handler: (code) => ({ code: withoutExplanations(code), map: null })
	}
});
