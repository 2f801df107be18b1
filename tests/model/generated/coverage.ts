/** `tests/model/coverage/README.md`: how many transitions of each chart the tests take. */
import { CHART_NAMES } from '../charts';
import { REPLAYS } from '../../../src/lib/inspect/chart/coverage';
import { edgesOf, untakenIn } from '../coverage/coverage';
import { page, tableOf } from './markdown';

export const coverage = (): string =>
	page(
		'Which transitions the tests take',
		[
			'- **chart**: on the chart itself, with the simulated engine and clock (`tests/model/replay`).',
			'- **page**: by the real controls of the page in Chromium, with the simulated engine (`tests/browser/paths.test.ts`).',
			'- **local**, **zego**: in calls between real browsers on these engines (`tests/browser`); `npm run test:all` checks it.'
		].join('\n'),
		'Every transition is taken, or `untaken.json` says why not. Tests fail otherwise; on chart and page also for an excuse that is not needed.',
		tableOf(
			['chart', 'transitions', ...REPLAYS],
			CHART_NAMES.map((chart) => {
				const total = edgesOf(chart).length;
				const counts = REPLAYS.map((replay) => total - untakenIn(replay, chart).length);
				return [chart, String(total), ...counts.map((count) => (count === 0 ? '–' : String(count)))];
			})
		)
	);
