/** A token server whose answers a test scripts. */
import type { TokenSource } from '../../../src/lib/call/engine.actors';
import { failure, type Failure } from '../../../machines/failure';
import type { StepClock } from './clock';

export type TokenAnswer = { outcome: 'succeed' | 'fail' | 'never'; after?: number; failure?: Failure };
type Waiting = { roomID: string; settle(answer: TokenAnswer): void };

export const ME = 'me';

export class ScriptedTokens implements TokenSource {
	/** The rooms of all requests, in order. */
	readonly asked: string[] = [];
	next: TokenAnswer = { outcome: 'succeed' };
	expiresIn = 3_600;
	readonly #clock: StepClock;
	#waiting: Waiting[] = [];
	#timers = 0;

	constructor(clock: StepClock) {
		this.#clock = clock;
	}

	/** How many answers are scheduled. */
	get timers(): number {
		return this.#timers;
	}

	fetch(roomID: string) {
		this.asked.push(roomID);
		return new Promise<{ userID: string; expiresIn: number; token: string }>((resolve, reject) => {
			const settle = ({ outcome, failure: why }: TokenAnswer) => {
				if (outcome === 'succeed') resolve({ userID: ME, expiresIn: this.expiresIn, token: 'secret' });
				else reject(why ?? failure('network.tokenUnreachable', 'scripted'));
			};
			const answer = this.next;
			if (answer.outcome === 'never') this.#waiting.push({ roomID, settle });
			else this.#later(answer.after ?? 15, () => settle(answer));
		});
	}

	/** Answers the newest request that was left unanswered. False if there is none. */
	answer(answer: TokenAnswer): boolean {
		const waiting = this.#waiting.pop();
		waiting?.settle(answer);
		return waiting !== undefined;
	}

	#later(milliseconds: number, act: () => void): void {
		this.#timers += 1;
		this.#clock.setTimeout(() => {
			this.#timers -= 1;
			act();
		}, milliseconds);
	}
}
