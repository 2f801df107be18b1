/** Every generated text file of the repository: `npm run draw` writes them, `generated.test.ts` compares. */
import { CHART_NAMES, CHARTS } from '../charts';
import { contract } from './contract';
import { coverage } from './coverage';
import { decisions } from './decisions';
import { definitionOf, jsonText } from './definition';
import { folderOf } from './folders';
import { mutationScores } from './scores';
import { states } from './states';

/** By path in the repository. */
export const FILES: Readonly<Record<string, () => string>> = {
	'machines/generated/decisions.md': decisions,
	'machines/generated/states.md': states,
	'tests/engine/contract/README.md': contract,
	'tests/model/coverage/README.md': coverage,
	'tests/model/mutation/README.md': mutationScores,
	...Object.fromEntries(
		CHART_NAMES.map((name) => [
			`${folderOf(name)}/definition.json`,
			() => `${jsonText(definitionOf(CHARTS[name].machine))}\n`
		])
	)
};
