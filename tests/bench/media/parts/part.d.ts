import type { goal } from '../../lib/goals.mjs';
import type { Call } from '../call.mjs';

/** One measurement, of a call that has just begun. */
export interface Part {
	name: string;
	/** What is done, for the title of its table. */
	title: string;
	rows: readonly string[];
	watchers: number;
	/** What to print of the figures. */
	columns: { head: string; key: string; digits?: number }[];
	measure(call: Call): Promise<Measured>;
	/** `of`: the median of a figure. */
	goals(of: (row: string, key: string) => number): Goal[];
}

export interface Measured {
	figures: Record<string, number>;
	/** What the sender's browser says kept pictures small or rare. */
	limits: readonly string[];
}

/** `number`: in the list of goals. */
export type Goal = ReturnType<typeof goal> & { number: number };
