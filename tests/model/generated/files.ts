/** Every generated text file of the repository: `npm run draw` writes them, `files.test.ts` compares. */
import { expect } from 'vitest';
import { CHART_NAMES, CHARTS } from '../charts';
import { contract } from './contract';
import { coverage } from './coverage';
import { decisions } from './decisions';
import { definitionOf, jsonText } from './definition';
import { folderOf, ROOT } from './folders';
import { http } from './http';
import { mutationScores } from './scores';
import { socket } from './socket';
import { states } from './states';
import { world } from './world';

/** By path in the repository. */
export const FILES: Readonly<Record<string, () => string>> = {
	'docs/http.openapi.json': http,
	'docs/socket.md': socket,
	'machines/generated/decisions.md': decisions,
	'machines/generated/states.md': states,
	'tests/engine/contract/README.md': contract,
	'tests/model/coverage/README.md': coverage,
	'tests/model/mutation/README.md': mutationScores,
	'tests/world/README.md': world,
	...Object.fromEntries(
		CHART_NAMES.map((name) => [
			`${folderOf(name)}/definition.json`,
			() => `${jsonText(definitionOf(CHARTS[name].machine))}\n`
		])
	)
};

export const expectCurrent = (path: string, text: string): Promise<void> =>
	expect(text, `${path} is not current: run \`npm run draw\``).toMatchFileSnapshot(new URL(path, ROOT).pathname);
