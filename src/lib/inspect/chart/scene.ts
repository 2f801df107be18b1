/** All charts of a call in one picture: the call on the left, its children in columns beside it, theirs below them. */
import type { ChartLayout, Detail } from './layout';

/** The layouts in this detail, by chart. */
export const layoutsIn = (layouts: readonly ChartLayout[], detail: Detail): ReadonlyMap<string, ChartLayout> =>
	new Map(layouts.filter((layout) => layout.detail === detail).map((layout) => [layout.chart, layout]));

/** `depth`: 1 for a child of the root. */
export type PlacedActor = { path: string; parent: string; depth: number; layout: ChartLayout; x: number; y: number };
export type Scene = { actors: PlacedActor[]; links: { id: string; path: string }[]; width: number; height: number };

const GAPS: Record<Detail, number> = { overview: 48, full: 90 };
const TITLE = 34;
const INDENT = 50;

/** `running`: path and chart of every actor, parents before children. Actors without a drawn chart are left out. */
export function sceneOf(
	running: readonly { path: string; chart: string }[],
	layouts: ReadonlyMap<string, ChartLayout>
): Scene {
	const drawn = running.flatMap(({ path, chart }) => {
		const layout = layouts.get(chart);
		return layout ? [{ path, layout }] : [];
	});
	const [root, ...others] = drawn;
	if (!root) return { actors: [], links: [], width: 0, height: 0 };
	const paths = new Set(drawn.map(({ path }) => path));
	const gap = GAPS[root.layout.detail];
	const actors: PlacedActor[] = [{ ...root, parent: '', depth: 0, x: 0, y: 0 }];
	const column = { x: root.layout.width + gap, y: 0, width: 0 };
	for (const child of others.filter(({ path }) => parentIn(paths, path) === root.path)) {
		const family = [child, ...others.filter(({ path }) => path.startsWith(`${child.path}/`))];
		const height = family.reduce((sum, { layout }) => sum + layout.height + gap, 0);
		if (column.y > 0 && column.y + height > root.layout.height + gap) {
			Object.assign(column, { x: column.x + column.width + gap, y: 0, width: 0 });
		}
		for (const { path, layout } of family) {
			const parent = parentIn(paths, path);
			const depth = (actors.find((actor) => actor.path === parent)?.depth ?? 0) + 1;
			const x = column.x + (depth - 1) * INDENT;
			actors.push({ path, layout, parent, depth, x, y: column.y });
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

/** The nearest ancestor that is drawn: services such as `call/engine` have no chart. The root has none. */
function parentIn(paths: ReadonlySet<string>, path: string): string {
	const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
	return parent === '' || paths.has(parent) ? parent : parentIn(paths, parent);
}

/** To a child of the root: along the top, then down the gap beside its column. To others: down from their parent. */
function linkTo({ parent, depth, x, y }: PlacedActor, actors: PlacedActor[], gap: number): string {
	const from = actors.find(({ path }) => path === parent);
	if (!from) return '';
	if (depth > 1) {
		const left = from.x + INDENT / 2;
		return `M${left} ${from.y + from.layout.height}V${y + TITLE}H${x}`;
	}
	return `M${from.x + from.layout.width - gap / 2} ${from.y}V${-gap / 2}H${x - gap / 2}V${y + TITLE}H${x}`;
}
