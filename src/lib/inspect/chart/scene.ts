/** All charts of a call in one picture: the call on the left, its children in columns beside it, each below its parent. */
import type { ChartLayout, Detail } from './layout';

/** Of all layouts, each chart's in this detail. */
export const layoutsIn = (layouts: readonly ChartLayout[], detail: Detail): ReadonlyMap<string, ChartLayout> =>
	new Map(layouts.filter((layout) => layout.detail === detail).map((layout) => [layout.chart, layout]));

export type PlacedActor = { path: string; parent: string; layout: ChartLayout; x: number; y: number };
export type Scene = { actors: PlacedActor[]; links: { id: string; path: string }[]; width: number; height: number };

const GAPS: Record<Detail, number> = { overview: 48, full: 90 };
const TITLE = 34;
const INDENT = 50;

/** `running`: path and chart of every actor, parents before children. */
export function sceneOf(
	running: readonly { path: string; chart: string }[],
	layouts: ReadonlyMap<string, ChartLayout>
): Scene {
	const [root, ...others] = running.flatMap(({ path, chart }) => {
		const layout = layouts.get(chart);
		return layout ? [{ path, layout }] : [];
	});
	if (!root) return { actors: [], links: [], width: 0, height: 0 };
	const gap = GAPS[root.layout.detail];
	const actors: PlacedActor[] = [{ ...root, parent: '', x: 0, y: 0 }];
	const column = { x: root.layout.width + gap, y: 0, width: 0 };
	const families = others.filter(({ path }) => parentOf(path) === root.path);
	for (const child of families) {
		const family = [child, ...others.filter(({ path }) => path.startsWith(`${child.path}/`))];
		const height = family.reduce((sum, { layout }) => sum + layout.height + gap, 0);
		if (column.y > 0 && column.y + height > root.layout.height + gap) {
			Object.assign(column, { x: column.x + column.width + gap, y: 0, width: 0 });
		}
		for (const { path, layout } of family) {
			const x = column.x + (path === child.path ? 0 : INDENT);
			actors.push({ path, layout, parent: parentOf(path), x, y: column.y });
			column.y += layout.height + gap;
			column.width = Math.max(column.width, x - column.x + layout.width);
		}
	}
	return {
		actors,
		links: actors.slice(1).map((actor) => ({ id: actor.path, path: linkTo(actor, actors, gap) })),
		width: Math.max(...actors.map(({ x, layout }) => x + layout.width)),
		height: Math.max(...actors.map(({ y, layout }) => y + layout.height))
	};
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Along the top and down the gap beside the column; a grandchild hangs from its parent. */
function linkTo({ parent, x, y }: PlacedActor, actors: PlacedActor[], gap: number): string {
	const from = actors.find(({ path }) => path === parent);
	if (!from) return '';
	if (from.parent !== '') {
		const left = from.x + INDENT / 2;
		return `M${left} ${from.y + from.layout.height}V${y + TITLE}H${x}`;
	}
	return `M${from.x + from.layout.width - gap / 2} ${from.y}V${-gap / 2}H${x - gap / 2}V${y + TITLE}H${x}`;
}
