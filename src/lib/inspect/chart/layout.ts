/** Lays out a chart with ELK: states inside their parents, arrows with labels, all in the chart's own pixels. */
import type { ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs/lib/elk-api';
import type { ChartEdge, ChartGraph, ChartState } from './graph';
import { labelText, stateText, type LabelText, type StateText } from './text';

type Place = { x: number; y: number; width: number; height: number };
export type Point = ElkPoint;
export type PlacedState = Place & { state: ChartState; depth: number; text: StateText };
/** One arrow stands for all transitions between the same two states; `edges` are their IDs. */
export type PlacedArrow = {
	id: string;
	source: string;
	target: string;
	edges: string[];
	depth: number;
	points: Point[];
	label: Place & { text: LabelText };
};
/** The dot from which an arrow leads to an initial state. */
export type PlacedStart = { id: string; dot: Point; points: Point[]; depth: number };
/** `overview`: states and arrows. `full`: also every event, guard, action and service. */
export type Detail = 'overview' | 'full';
export type ChartLayout = {
	chart: string;
	detail: Detail;
	width: number;
	height: number;
	states: PlacedState[];
	arrows: PlacedArrow[];
	starts: PlacedStart[];
};

/** What the inspector shows of the charts. The graphs have the descriptions, which a page's own charts lack. */
export type Drawing = { graphs: ChartGraph[]; layouts: ChartLayout[] };

/** What is used of ELK. */
export type Layouter = { layout(graph: ElkNode): Promise<ElkNode> };

/** Pixels between nodes, between arrows and nodes, between arrows. */
const SPACES: Record<Detail, [node: number, edgeNode: number, edge: number]> = {
	overview: [18, 9, 7],
	full: [36, 18, 13]
};
const optionsOf = ([node, edgeNode, edge]: (typeof SPACES)[Detail]) => ({
	'elk.algorithm': 'layered',
	'elk.direction': 'DOWN',
	'elk.edgeRouting': 'ORTHOGONAL',
	'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
	'elk.spacing.nodeNode': `${node}`,
	'elk.spacing.edgeNode': `${edgeNode}`,
	'elk.spacing.edgeEdge': `${edge}`,
	'elk.spacing.edgeLabel': '4',
	'elk.layered.spacing.nodeNodeBetweenLayers': `${node}`,
	'elk.layered.spacing.edgeNodeBetweenLayers': `${edgeNode}`,
	'elk.layered.spacing.edgeEdgeBetweenLayers': `${edge}`
});
const INSIDE = 16;
export const DOT = 10;

/** The same graph is always placed the same way. */
export async function layoutChart(graph: ChartGraph, elk: Layouter, detail: Detail = 'full'): Promise<ChartLayout> {
	const options = optionsOf(SPACES[detail]);
	const states = new Map(graph.states.map((state) => [state.id, state]));
	const within = (id: string, ancestor: string): boolean => {
		if (id === ancestor) return true;
		const parent = states.get(id)?.parent ?? null;
		return parent !== null && within(parent, ancestor);
	};
	/** Written in the state instead of drawn as an arrow: transitions that stay in it or lead to its inner states. */
	const stays = ({ source, targets }: ChartEdge) => targets.every((target) => within(target, source));
	const texts = new Map(
		graph.states.map((state) => {
			if (detail === 'overview') return [state.id, stateText({ ...state, invokes: [] }, [])];
			const staying = graph.edges.filter((edge) => edge.source === state.id && stays(edge));
			return [state.id, stateText(state, staying)];
		})
	);
	const order = new Map(graph.states.map(({ id }, index) => [id, index]));
	const arrows = arrowsOf(
		graph.edges.filter((edge) => !stays(edge)),
		(source, target) => (order.get(source) ?? 0) > (order.get(target) ?? 0),
		detail === 'overview' ? () => WORDLESS : labelText
	);

	const nodeOf = (state: ChartState): ElkNode => {
		const text = texts.get(state.id) ?? stateText(state, []);
		const children = state.children.flatMap((id) => states.get(id) ?? []);
		if (children.length === 0) return { id: state.id, width: text.width, height: text.height };
		const first = children.find(({ initial }) => initial);
		return {
			id: state.id,
			layoutOptions: {
				...options,
				'elk.padding': `[top=${text.height + INSIDE / 2},left=${INSIDE},bottom=${INSIDE},right=${INSIDE}]`,
				'elk.nodeSize.constraints': 'MINIMUM_SIZE',
				// Height first: elkjs 0.12.1 swaps the two in a hierarchy with direction DOWN.
				'elk.nodeSize.minimum': `(${text.height},${text.width})`
			},
			children: [...(first ? [{ id: startID(state.id), width: DOT, height: DOT }] : []), ...children.map(nodeOf)]
		};
	};
	const starts = graph.states.filter(({ initial }) => initial);
	const root = states.get(graph.root);
	const canvas = {
		id: 'canvas',
		layoutOptions: {
			...options,
			'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
			'elk.json.shapeCoords': 'ROOT',
			'elk.json.edgeCoords': 'ROOT'
		},
		children: root ? [nodeOf(root)] : [],
		edges: [
			...starts.map(({ id, parent }) => ({ id: startID(id), sources: [startID(parent ?? '')], targets: [id] })),
			...arrows.map(({ id, source, target, back, text: { width, height } }) => ({
				id,
				sources: [back ? target : source],
				targets: [back ? source : target],
				...(height > 0 && { labels: [{ id: `${id} label`, width, height, text: id }] })
			}))
		]
	};
	const placed = await elk.layout(canvas);
	return { chart: graph.id, detail, ...read(placed, graph, texts, arrows) };
}

const WORDLESS: LabelText = { lines: [], width: 0, height: 0 };

const startID = (state: string) => `${state} start`;

/**
 * `back`: from a later state to an earlier one. ELK gets those turned round, so that states stay in the order in which
 * they are written; its own way of doing so (`cycleBreaking: MODEL_ORDER`) fails inside compound states (elkjs 0.12.1).
 */
type Arrow = { id: string; source: string; target: string; back: boolean; edges: string[]; text: LabelText };

function arrowsOf(
	edges: ChartEdge[],
	isBack: (source: string, target: string) => boolean,
	textOf: (edges: ChartEdge[]) => LabelText
): Arrow[] {
	const between = new Map<string, ChartEdge[]>();
	for (const edge of edges) {
		for (const target of edge.targets) {
			const id = `${edge.source} → ${target}`;
			between.set(id, [...(between.get(id) ?? []), edge]);
		}
	}
	return [...between].map(([id, edges]) => {
		const [source = '', target = ''] = id.split(' → ');
		const text = textOf(edges);
		return { id, source, target, back: isBack(source, target), edges: edges.map((edge) => edge.id), text };
	});
}

function read(
	placed: ElkNode,
	graph: ChartGraph,
	texts: Map<string, StateText>,
	arrows: Arrow[]
): Omit<ChartLayout, 'chart' | 'detail'> {
	const places = new Map<string, Place & { depth: number }>();
	const visit = (node: ElkNode, depth: number) => {
		const { id, x = 0, y = 0, width = 0, height = 0 } = node;
		places.set(id, { x, y, width, height, depth });
		for (const child of node.children ?? []) visit(child, depth + 1);
	};
	for (const child of placed.children ?? []) visit(child, 0);
	const edges = new Map((placed.edges ?? []).map((edge) => [edge.id, edge]));
	const nowhere = { x: 0, y: 0, width: 0, height: 0, depth: 0 };
	const depthOf = (...ids: string[]) => Math.max(...ids.map((id) => (places.get(id) ?? nowhere).depth));

	return {
		width: placed.width ?? 0,
		height: placed.height ?? 0,
		states: graph.states.map((state) => ({
			...(places.get(state.id) ?? nowhere),
			state,
			text: texts.get(state.id) ?? stateText(state, [])
		})),
		arrows: arrows.map(({ id, source, target, back, edges: stands, text }) => {
			const edge = edges.get(id);
			const points = pointsOf(edge);
			const [{ x = 0, y = 0 } = {}] = edge?.labels ?? [];
			return {
				id,
				source,
				target,
				edges: stands,
				depth: depthOf(source, target),
				points: back ? points.reverse() : points,
				label: { x, y, width: text.width, height: text.height, text }
			};
		}),
		starts: graph.states
			.filter(({ initial }) => initial)
			.map(({ id, parent }) => {
				const { x, y } = places.get(startID(parent ?? '')) ?? nowhere;
				return {
					id,
					dot: { x: x + DOT / 2, y: y + DOT / 2 },
					points: pointsOf(edges.get(startID(id))),
					depth: depthOf(id)
				};
			})
	};
}

const pointsOf = (edge: ElkExtendedEdge | undefined): Point[] =>
	(edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
