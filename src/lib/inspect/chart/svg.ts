/** A laid-out chart as a standalone SVG: for a README, for printing, for a bug report. */
import { TEXT, TITLE, type Line } from './text';
import { DOT, type ChartLayout, type PlacedArrow, type PlacedStart, type PlacedState, type Point } from './layout';

const STYLE = `
text{font:${TEXT.size}px ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace;fill:#1a2427;white-space:pre}
.title{font:600 ${TITLE.size}px Inter,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
.state{fill:#fffdf8;stroke:#87857a}.inside{fill:#f7f3ea}.within{fill:#ece6d9}.final{stroke-width:3}.parallel{stroke-dasharray:5 3}
.arrow,.start{fill:none;stroke:#545e60}.head,.dot{fill:#545e60}.paper{fill:#fffdf8;fill-opacity:.92}
.guard{fill:#7a4a00}.action{fill:#545e60}.invoke{fill:#0b5f8a}
`.replaceAll('\n', '');

const MARGIN = 12;

export function chartSVG({ width, height, states, arrows, starts }: ChartLayout, title: string): string {
	const box = [-MARGIN, -MARGIN, Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}" width="${box[2]}" height="${box[3]}" role="img">`,
		`<title>${escaped(title)}</title>`,
		`<style>${STYLE}</style>`,
		'<rect x="-100%" y="-100%" width="300%" height="300%" fill="#ffffff"/>',
		...states.map(stateSVG),
		...starts.map(startSVG),
		...arrows.map(arrowSVG),
		...arrows.map(labelSVG).filter((label) => label !== ''),
		'</svg>',
		''
	].join('\n');
}

const SHADES = ['state', 'state inside', 'state', 'state inside', 'state'];

function stateSVG({ state, x, y, width, height, depth, text }: PlacedState): string {
	const kind = state.kind === 'final' || state.kind === 'parallel' ? ` ${state.kind}` : '';
	return [
		`<g><rect class="${SHADES[depth] ?? 'state'}${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
		state.description === '' ? '' : `<title>${escaped(state.description)}</title>`,
		`<text class="title" x="${x + 10}" y="${y + 10 + TITLE.size}">${escaped(state.key)}</text>`,
		...text.columns.map((column) => linesSVG(column.lines, x + column.x, y + column.y)),
		'</g>'
	].join('');
}

const startSVG = ({ dot, points }: PlacedStart): string =>
	`<circle class="dot" cx="${dot.x}" cy="${dot.y}" r="${DOT / 2}"/><path class="start" d="${pathOf(points)}"/>${headSVG(points)}`;

const arrowSVG = ({ points }: PlacedArrow): string => `<path class="arrow" d="${pathOf(points)}"/>${headSVG(points)}`;

const labelSVG = ({ label: { x, y, width, height, text } }: PlacedArrow): string =>
	height === 0
		? ''
		: `<rect class="paper" x="${x}" y="${y}" width="${width}" height="${height}"/>${linesSVG(text.lines, x + 4, y)}`;

function linesSVG(lines: Line[], x: number, y: number): string {
	return lines
		.map((line, index) => {
			const pieces = line.map(({ text, tone }) => `<tspan class="${tone}">${escaped(text)}</tspan>`).join('');
			return `<text x="${x}" y="${y + (index + 0.8) * TEXT.line}">${pieces}</text>`;
		})
		.join('');
}

/** The path through these points. Rounded corners tell a bend from a crossing. */
export function pathOf(points: Point[], radius = 6): string {
	return points
		.map((point, index) => {
			const before = points[index - 1];
			const after = points[index + 1];
			if (!before) return `M${point.x} ${point.y}`;
			if (!after) return `L${point.x} ${point.y}`;
			const from = towards(point, before, radius);
			const to = towards(point, after, radius);
			return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
		})
		.join('');
}

function towards(from: Point, to: Point, distance: number): Point {
	const length = Math.hypot(to.x - from.x, to.y - from.y);
	const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
	return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function headSVG(points: Point[]): string {
	return `<path class="head" d="${headOf(points)}"/>`;
}

/** The arrowhead at the end of these points. */
export function headOf(points: Point[]): string {
	const tip = points.at(-1);
	const before = points.at(-2);
	if (!tip || !before) return '';
	const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
	const corner = (turn: number) => {
		const x = tip.x - 9 * Math.cos(angle + turn);
		const y = tip.y - 9 * Math.sin(angle + turn);
		return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
	};
	return `M${tip.x} ${tip.y}L${corner(0.4)}L${corner(-0.4)}Z`;
}

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
