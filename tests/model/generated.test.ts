import ELK from 'elkjs';
import { createMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { layoutChart } from '../../src/lib/inspect/chart/layout';
import { chartSVG } from '../../src/lib/inspect/chart/svg';
import { CHART_NAMES, CHARTS } from './charts';
import { FILES } from './generated/files';
import { folderOf, ROOT } from './generated/folders';

const expectCurrent = (text: string, path: string) =>
	expect(text, `${path} is not current: run \`npm run draw\``).toMatchFileSnapshot(new URL(path, ROOT).pathname);

it.each(Object.entries(FILES))('%s is current', async (path, generate) => {
	await expectCurrent(generate(), path);
});

describe.each(CHART_NAMES)('the chart %s', (name) => {
	const graph = chartGraph(CHARTS[name].machine);
	const folder = folderOf(name);

	it('has a current picture', async () => {
		const layout = await layoutChart(graph, new ELK(), 'overview');
		const title = `The ${name} chart: its states and how one leads to another`;
		await expectCurrent(chartSVG(layout, title), `${folder}/diagram.svg`);
	});

	it('is drawn the same from its definition.json', () => {
		const text = FILES[`${folder}/definition.json`]?.() ?? '';
		expect(chartGraph(createMachine(JSON.parse(text) as object))).toEqual(graph);
	});
});
