/** Follows the walks of a play on pages, and says where an invariant was broken. */
import { brokenAfter, type Looked } from './check';
import type { Step, Tour, Values } from './tours';

export type Scene = {
	perform: (step: Step) => Promise<void>;
	/** `values`: where each part is. */
	look: (values: Values) => Promise<Looked>;
	close: () => Promise<void>;
};

/** `edges`: those that were taken and left every invariant whole. */
export type Account = { edges: string[]; faults: string[] };

const SHOWN = 12;
const wordsOf = ({ part, event, after }: Step) => `${part}.${event} → ${Object.values(after).join(' ')}`;

export async function walkAll(tours: readonly Tour[], open: () => Promise<Scene>): Promise<Account> {
	const account: Account = { edges: [], faults: [] };
	for (const tour of tours) {
		const scene = await open();
		const fault = await walk(tour, scene, account.edges).catch((error: unknown) => [String(error)]);
		account.faults.push(...fault);
		await scene.close();
	}
	return account;
}

async function walk(tour: Tour, { perform, look }: Scene, edges: string[]): Promise<string[]> {
	for (const [index, step] of tour.entries()) {
		const way = () =>
			tour
				.slice(Math.max(0, index - SHOWN), index + 1)
				.map(wordsOf)
				.join('\n\t');
		try {
			await perform(step);
		} catch (error) {
			return [`${way()}\n\t\t${String(error)}`];
		}
		const broken = await brokenAfter(() => look(step.after));
		if (broken.length > 0) return [`${way()}\n\t\t${broken.join('\n\t\t')}`];
		edges.push(step.edge);
	}
	return [];
}
