import ELK from 'elkjs';
import { expect, it } from 'vitest';
import { callMachine } from '../../machines/call/machine';
import { chartGraph } from '../../src/lib/inspect/chart/graph';
import { layoutChart } from '../../src/lib/inspect/chart/layout';
import { chartSVG } from '../../src/lib/inspect/chart/svg';
import { currentFrontReadme, currentReadme, FRONT_README, README } from './harness/readme';

it('machines/README.md shows the charts as they are', async () => {
	await expect(await currentReadme()).toMatchFileSnapshot(README.pathname);
});

it('README.md shows where the engines differ', async () => {
	await expect(await currentFrontReadme()).toMatchFileSnapshot(FRONT_README.pathname);
});

it('the picture of the call in the README is of the chart as it is', async () => {
	const layout = await layoutChart(chartGraph(callMachine), new ELK(), 'overview');
	const picture = new URL('../../machines/call/diagram.svg', import.meta.url);
	await expect(chartSVG(layout, 'The call chart: its states and how one leads to another')).toMatchFileSnapshot(
		picture.pathname
	);
});
