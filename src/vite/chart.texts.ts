/**
 * Leaves the descriptions of states and transitions out of what browsers load: 6 kB of the call page, which no call reads.
 * The inspector has them from `/inspect/layout.json`, which is made on the server, where they stay.
 */
import { Visitor, type ESTree, type Plugin } from 'vite';

/** The files that charts are written in. `$machines` and the local engine's, beside it. */
const CHART = /\/(machines\/.*|src\/lib\/engine\/local\/(session|link|pair|overload)\/[^/]*)\.ts$/;

/** What says of an event why nothing follows: `machines/ignored.ts`, `machines/call/transitions.ts`. */
const IGNORED = new Set(['ignored', 'ignoredReason']);

type Span = { start: number; end: number };

export const chartTexts = (): Plugin => ({
	name: 'chart-texts',
	apply: 'build',
	// After TypeScript has become JavaScript.
	enforce: 'post',
	applyToEnvironment: ({ name }) => name === 'client',
	transform: {
		filter: { id: CHART },
		handler(code) {
			return { code: withoutTexts(this.parse(code), code), map: null };
		}
	}
});

/** With blanks in their place, so that every line and column stays where it is. */
export const withoutTexts = (program: ESTree.Program, code: string): string =>
	textsIn(program, code).reduce(blanked, code);

const blanked = (code: string, { start, end }: Span): string =>
	code.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, ' ') + code.slice(end);

/** Where `description: 'text'` stands, with the comma behind it, and the text of an ignored event. */
function textsIn(program: ESTree.Program, code: string): Span[] {
	const spans: Span[] = [];
	new Visitor({
		Property({ key, value, start, end }) {
			if (key.type !== 'Identifier' || key.name !== 'description' || value.type !== 'Literal') return;
			const [comma = ''] = /^\s*,/.exec(code.slice(end)) ?? [];
			spans.push({ start, end: end + comma.length });
		},
		CallExpression({ callee, arguments: [why] }) {
			if (callee.type === 'Identifier' && IGNORED.has(callee.name) && why?.type === 'Literal') spans.push(why);
		}
	}).visit(program);
	return spans;
}
