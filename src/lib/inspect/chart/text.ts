/** The text of a chart, broken into lines whose size can be reckoned before anything is drawn. */
import type { ChartEdge, ChartState, EdgeKind } from './graph';

/** Pixels. The text is monospaced: 0.602 em is the widest of the usual fonts. `FitText` shrinks text that is wider. */
export const TEXT = { size: 11, char: 6.63, line: 15 } as const;
export const TITLE = { size: 16, char: 9.8, line: 24 } as const;
const PADDING = 10;
export const LABEL_PADDING = 4;
/** A state with more lines has several columns. */
const COLUMN_LINES = 12;
const COLUMN_CHARS = 46;
const LABEL_CHARS = 34;

/** `of`: the ID of the transition or of the invoked actor that this piece names. */
export type Piece = { text: string; tone: 'event' | 'guard' | 'action' | 'invoke'; of: string | null };
export type Line = Piece[];
export type Column = { x: number; y: number; lines: Line[] };
export type Box = { width: number; height: number };
/** `height`: of title and columns. The inner states of a compound state come below. */
export type StateText = Box & { columns: Column[] };
export type LabelText = Box & { lines: Line[] };

export const SYMBOL: Record<EdgeKind, string> = {
	event: '',
	always: '',
	after: 'after ',
	done: '✓ ',
	error: '✗ ',
	complete: ''
};

/** The text in a state: its title, the actors it invokes, and the transitions that stay in it. */
export function stateText(state: ChartState, staying: ChartEdge[]): StateText {
	const invokes = state.invokes.map(({ id, src }) => invokeLine(id, src));
	const columns = inColumns([...invokes, ...blockLines(staying, COLUMN_CHARS, (edge) => goesTo(edge, state))]);
	const right = columns.at(-1);
	const titled = (state.key.length + (state.kind === 'parallel' ? 3 : 0)) * TITLE.char + 2 * PADDING + TITLE.line;
	const longest = Math.max(0, ...columns.map(({ lines }) => lines.length));
	return {
		columns,
		width: Math.ceil(Math.max(titled, right ? right.x + widthOf(right.lines) + PADDING : 0)),
		height: TITLE.line + 2 * PADDING + longest * TEXT.line - (longest === 0 ? PADDING / 2 : 0)
	};
}

/** The label of an arrow that stands for these transitions. */
export function labelText(edges: ChartEdge[]): LabelText {
	const lines = blockLines(edges, LABEL_CHARS, () => null);
	return { lines, width: Math.ceil(widthOf(lines)) + 2 * LABEL_PADDING, height: lines.length * TEXT.line + 2 };
}

const lineWidth = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 0) * TEXT.char;

export const widthOf = (lines: Line[]): number => Math.max(0, ...lines.map(lineWidth));

const invokeLine = (id: string, src: string): Line => [
	{ text: id === src || /^\d+\./.test(id) ? `⚙ ${src}` : `⚙ ${id}: ${src}`, tone: 'invoke', of: id }
];

function inColumns(lines: Line[]): Column[] {
	const count = Math.ceil(lines.length / COLUMN_LINES);
	const length = Math.ceil(lines.length / Math.max(1, count));
	let x = PADDING;
	return Array.from({ length: count }, (_, index) => {
		const column = { x, y: PADDING + TITLE.line, lines: lines.slice(index * length, (index + 1) * length) };
		x += widthOf(column.lines) + 2 * PADDING;
		return column;
	});
}

/** The target of a transition without an arrow: an inner state, or the state itself, entered again. */
function goesTo({ targets, reenter }: ChartEdge, { id }: ChartState): string | null {
	if (targets.length === 0) return null;
	if (targets.includes(id)) return reenter ? '↻' : null;
	return `→ ${targets.map((target) => (target.startsWith(`${id}.`) ? target.slice(id.length + 1) : target)).join(', ')}`;
}

/** Transitions with the same guard, target and actions share one block. */
function blockLines(edges: ChartEdge[], chars: number, target: (edge: ChartEdge) => string | null): Line[] {
	const blocks = new Map<string, ChartEdge[]>();
	for (const edge of edges) {
		const key = JSON.stringify([edge.guard, edge.actions, edge.targets, edge.reenter]);
		blocks.set(key, [...(blocks.get(key) ?? []), edge]);
	}
	return [...blocks.values()].flatMap((block) => wrap(piecesOf(block, target), chars));
}

function piecesOf(block: ChartEdge[], target: (edge: ChartEdge) => string | null): Piece[] {
	const [first] = block;
	if (!first) return [];
	const events = block.map((edge): Piece => ({ text: SYMBOL[edge.kind] + edge.label, tone: 'event', of: edge.id }));
	const guard: Piece[] = first.guard === null ? [] : [{ text: `[${first.guard}]`, tone: 'guard', of: null }];
	const to = target(first);
	const arrow: Piece[] = to === null ? [] : [{ text: to, tone: 'event', of: null }];
	const actions = first.actions.map((action, index): Piece => {
		const text = `${index === 0 ? '/ ' : ''}${action}${index < first.actions.length - 1 ? ',' : ''}`;
		return { text, tone: 'action', of: null };
	});
	return [...events, ...guard, ...arrow, ...actions];
}

function wrap(pieces: Piece[], chars: number): Line[] {
	const lines: Line[] = [];
	let length = Infinity;
	for (const piece of pieces) {
		if (length + piece.text.length + 1 > chars) {
			// Lines after the first are indented.
			const text = lines.length === 0 ? piece.text : `  ${piece.text}`;
			lines.push([{ ...piece, text }]);
			length = text.length;
		} else {
			lines.at(-1)?.push({ ...piece, text: ` ${piece.text}` });
			length += piece.text.length + 1;
		}
	}
	return lines;
}
