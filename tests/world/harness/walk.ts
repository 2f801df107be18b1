/** Follows the walks of a play on pages, and says where an invariant was broken. */
import { expect } from 'vitest';
import { brokenAfter, type Looked } from './check';
import { toursOf, type Composition, type Step, type Tour, type Values } from './tours';

export type Scene = {
	perform: (step: Step) => Promise<void>;
	/** `values`: where each part is. `since`: when the last step began. */
	look: (values: Values, since: number) => Promise<Looked>;
	close: () => Promise<void>;
};

const SHOWN = 12;
const wordsOf = ({ part, event, after }: Step) => `${part}.${event} → ${Object.values(after).join(' ')}`;

/** Every invariant holds on every walk of the play, each on a scene of its own. */
export async function playThrough(play: Composition, open: () => Promise<Scene>): Promise<void> {
	const faults: string[] = [];
	for (const tour of toursOf(play)) {
		const scene = await open();
		faults.push(...(await walk(tour, scene).catch((error: unknown) => [String(error)])));
		await scene.close();
	}
	expect(faults).toEqual([]);
}

async function walk(tour: Tour, { perform, look }: Scene): Promise<string[]> {
	for (const [index, step] of tour.entries()) {
		const way = () =>
			tour
				.slice(Math.max(0, index - SHOWN), index + 1)
				.map(wordsOf)
				.join('\n\t');
		const since = Date.now();
		try {
			await perform(step);
		} catch (error) {
			return [`${way()}\n\t\t${String(error)}`];
		}
		const broken = await brokenAfter(() => look(step.after, since));
		if (broken.length > 0) return [`${way()}\n\t\t${broken.join('\n\t\t')}`];
	}
	return [];
}
