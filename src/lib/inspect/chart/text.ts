/** The words of a chart, broken into lines whose size is known before anything is drawn. */
import type { ChartEdge, ChartState, EdgeKind } from './graph';

/** Pixels. The font is monospaced: 0.602 em is the widest of the system ones. */
export const TEXT = { size: 11, char: 6.63, line: 15 } as const;
export const TITLE = { size: 16, char: 9.8, line: 24 } as const;
const PADDING = 10;
/** Past this many lines, what a state does without leaving it goes into further columns. */
const COLUMN_LINES = 12;
const COLUMN_CHARS = 46;
const LABEL_CHARS = 34;

/** `of`: the transition that this piece stands for, or what is invoked. */
export type Piece = { text: string; tone: 'event' | 'guard' | 'action' | 'invoke'; of: string | null };
export type Line = Piece[];
export type Column = { x: number; y: number; lines: Line[] };
export type Box = { width: number; height: number };
/** `height` is what title and columns take; what is inside a compound state comes below. */
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

/** What a state says of itself: its title, what it invokes, what it does without leaving. */
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

/** What is written at an arrow that stands for these transitions. */
export function labelText(edges: ChartEdge[]): LabelText {
	const lines = blockLines(edges, LABEL_CHARS, () => null);
	return { lines, width: Math.ceil(widthOf(lines)) + 8, height: lines.length * TEXT.line + 2 };
}

export const lineWidth = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 0) * TEXT.char;

const widthOf = (lines: Line[]): number => Math.max(0, ...lines.map(lineWidth));

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

/** Where a transition that has no arrow of its own leads: into the inside of its state, or into the state again. */
function goesTo({ targets, reenter }: ChartEdge, { id }: ChartState): string | null {
	if (targets.length === 0) return null;
	if (targets.includes(id)) return reenter ? '↻' : null;
	return `→ ${targets.map((target) => (target.startsWith(`${id}.`) ? target.slice(id.length + 1) : target)).join(', ')}`;
}

/** Transitions that ask the same and do the same share their words. */
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
			// What goes on in a further line is set in.
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
