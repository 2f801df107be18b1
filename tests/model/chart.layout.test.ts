import ELK from 'elkjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { CHARTS } from '../../src/lib/inspect/charts';
import { layoutChart, type ChartLayout } from '../../src/lib/inspect/chart/layout';

type Rectangle = { x: number; y: number; width: number; height: number };

const overlap = (a: Rectangle, b: Rectangle) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (a: Rectangle, b: Rectangle) =>
	a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

describe.each([...CHARTS])('the layout of the chart %s', (_, machine) => {
	const graph = chartGraph(machine);
	let layout: ChartLayout;
	const place = (id: string) => layout.states.find(({ state }) => state.id === id) ?? expect.fail(`no place for ${id}`);

	beforeAll(async () => {
		layout = await layoutChart(graph, new ELK());
	}, 30_000);

	test('every state lies inside its parent, below its text, and beside its siblings', () => {
		for (const placed of layout.states) {
			const { state, text } = placed;
			expect(placed.width).toBeGreaterThanOrEqual(text.width);
			expect(placed.height).toBeGreaterThanOrEqual(text.height);
			for (const child of state.children.map(place)) {
				expect(inside(child, placed)).toBe(true);
				expect(child.y).toBeGreaterThanOrEqual(placed.y + text.height);
			}
			for (const a of state.children) {
				for (const b of state.children) if (a !== b) expect(overlap(place(a), place(b))).toBe(false);
			}
		}
	});

	test('every arrow begins and ends at the edge of its states', () => {
		const touches = ({ x, y }: { x: number; y: number }, { width, height, ...at }: Rectangle) =>
			x >= at.x - 1 && x <= at.x + width + 1 && y >= at.y - 1 && y <= at.y + height + 1;
		for (const { source, target, points } of layout.arrows) {
			const [from] = points;
			const to = points.at(-1);
			expect(from && touches(from, place(source))).toBe(true);
			expect(to && touches(to, place(target))).toBe(true);
		}
	});

	test('no label covers another', () => {
		const labels = layout.arrows.map(({ label }) => label);
		for (const [index, a] of labels.entries()) {
			for (const b of labels.slice(index + 1)) expect(overlap(a, b)).toBe(false);
		}
	});

	test('every transition is written in a state or a label', () => {
		const lines = [
			...layout.states.flatMap(({ text }) => text.columns.flatMap((column) => column.lines)),
			...layout.arrows.flatMap(({ label }) => label.text.lines)
		];
		const written = new Set(lines.flat().map((piece) => piece.of));
		expect(graph.edges.filter(({ id }) => !written.has(id))).toEqual([]);
	});
});

test('the same chart gets the same layout again', async () => {
	const [machine] = CHARTS.values();
	const graph = chartGraph(machine ?? expect.fail());
	expect(await layoutChart(graph, new ELK())).toEqual(await layoutChart(graph, new ELK()));
});
