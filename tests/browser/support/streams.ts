/** Two streams that never come: mine, and that of someone else. Each is retried, given up, and retried when that is asked for. */
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import type { Person } from './person';
import { until } from './until';

export type Trial = {
	ann: Person;
	/** Into the call, and what he sends never reaches Ann. */
	benComes: () => Promise<Person>;
	skipsTimeUntil: (what: string, isSo: () => Promise<boolean>) => Promise<void>;
	/** Ann is lost to the room for a moment. */
	losesRoom: () => void;
};

type Are = (mine: string, his: string) => () => Promise<boolean>;

/** From "Start call" of Ann, who is alone, until both streams are retried after they were given up. */
export async function goThroughTries({ ann, benComes, skipsTimeUntil, losesRoom }: Trial): Promise<[Person, Are]> {
	await skipsTimeUntil('mine is given up', async () => (await ann.streamsOf(ann))[0] === 'failed');
	expect(await ann.state()).toBe('inCall');
	const ben = await benComes();
	const are: Are = (mine, his) => async () => {
		const is = await ann.streamsOf(ann, ben);
		return is[0] === mine && is[1] === his;
	};
	const areAskedFor = () => until('both are asked for', are('requesting', 'requesting'), 15_000);
	const triesAgain = async () => {
		await ann.page.getByRole('button', { name: en.try_again, exact: true }).first().click();
		await areAskedFor();
	};
	for (const time of ['once', 'twice']) {
		await skipsTimeUntil(`his has failed ${time}`, are('failed', 'retrying'));
		await skipsTimeUntil(`his is tried after that`, are('failed', 'requesting'));
	}
	await skipsTimeUntil('mine is given up, his about to be', are('failed', 'retrying'));
	await triesAgain();
	await skipsTimeUntil('his is given up, mine tried again', are('retrying', 'failed'));
	await triesAgain();
	await skipsTimeUntil('both are given up', are('failed', 'failed'));
	losesRoom();
	await areAskedFor();
	await skipsTimeUntil('both are tried again', are('retrying', 'retrying'));
	return [ben, are];
}
