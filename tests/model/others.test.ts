/** Whoever comes and goes: nothing is kept of those who are not here. */
import { expect, it } from 'vitest';
import { toursOf, type Step } from '../world/harness/tours';
import { BOTH_OTHERS } from '../world/plays/people';
import { arrange } from './harness/arrange';
import { ROOM, type RunningCall } from './harness/call';
import { ann, bo } from './harness/rules';

const USERS = { ann, bo } as const;
const isHere = (state: string | undefined) => state !== 'absent' && state !== 'reconnecting';

function perform({ engine: { room } }: RunningCall, { event, before, after, part }: Step): void {
	const user = USERS[part as keyof typeof USERS];
	if (isHere(before[part]) && !isHere(after[part])) room.people.leave(user.userID, event === 'leave' ? 'left' : 'lost');
	else if (!isHere(before[part])) room.people.join(ROOM, user);
}

it('the quality of the network is known of everyone who is here, and of nobody else', async () => {
	const broken: string[] = [];
	for (const tour of toursOf(BOTH_OTHERS)) {
		const call = await arrange('inCall');
		for (const step of tour) {
			perform(call, step);
			// Of someone who has just gone, the engine may still have something to tell.
			for (const userID of ['', 'ann', 'bo'])
				call.engine.emit({ type: 'network.quality', userID, uplink: 0, downlink: 1 });
			await call.advance(100);
			const known = Object.keys(call.context.quality).filter(Boolean).toSorted();
			const here = Object.keys(USERS).filter((name) => isHere(step.after[name]));
			if (known.join() !== here.join())
				broken.push(`${step.part} ${step.edge}: here ${here.join()}, known ${known.join()}`);
		}
	}
	expect(broken).toEqual([]);
});
