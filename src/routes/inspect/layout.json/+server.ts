/** Every chart, laid out when the app is built. ELK is larger than the rest of the app, so no browser loads it. */
import { json } from '@sveltejs/kit';
import ELK from 'elkjs';
import { chartGraph } from '$lib/inspect/chart/graph';
import { CHARTS } from '$lib/inspect/charts';
import { layoutChart, type Drawing } from '$lib/inspect/chart/layout';

export const prerender = true;

export async function GET(): Promise<Response> {
	const elk = new ELK();
	const graphs = [...CHARTS.values()].map(chartGraph);
	const details = ['overview', 'full'] as const;
	const layouts = await Promise.all(
		details.flatMap((detail) => graphs.map((graph) => layoutChart(graph, elk, detail)))
	);
	return json({ graphs, layouts } satisfies Drawing);
}
