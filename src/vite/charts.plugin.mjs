/**
 * The charts hold what only readers and the type checker use: a description of every state and of every event that is
 * not heeded, the types of a setup, and a function that says that a name is a delay's. Who calls has no use for them:
 * the scripts for browsers go without, the server keeps them for whoever looks at the charts.
 */
import { parseSync, Visitor } from 'vite';

const CHART = /\/(machines\/[\w.]+|engine\/local\/\w+\.(machine|setup|entry|room))\.ts$/;
const EXPLAINED = new Set(['unheeded', 'ignored']);

/** @typedef {{ start: number, end: number, instead: string }} Cut */

/**
 * @param {string} code of a chart
 * @returns {Cut[]} last first
 */
function cutsIn(code) {
	/** @type {Cut[]} */
	const cuts = [];
	const cut = (/** @type {{ start: number, end: number }} */ { start, end }, instead = '') =>
		cuts.push({ start, end, instead });
	new Visitor({
		Property(property) {
			const { key, value } = property;
			if (key.type !== 'Identifier') return;
			if (key.name === 'description' && value.type === 'Literal') cut(property);
			if (key.name === 'types' && value.type === 'ObjectExpression') cut(property);
		},
		CallExpression(call) {
			const {
				callee,
				arguments: [argument]
			} = call;
			if (callee.type !== 'Identifier' || argument?.type !== 'Literal') return;
			if (EXPLAINED.has(callee.name)) cut(argument);
			if (callee.name === 'delay' && argument.raw !== null) cut(call, argument.raw);
		}
	}).visit(parseSync('chart.js', code).program);
	return cuts.toSorted((a, b) => b.start - a.start);
}

/** @param {string} code of a chart, in JavaScript */
export const withoutExplanations = (code) =>
	cutsIn(code).reduce(
		(rest, { start, end, instead }) =>
			rest.slice(0, start) + instead + (instead === '' ? rest.slice(end).replace(/^,/, '') : rest.slice(end)),
		code
	);

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
