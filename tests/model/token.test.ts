/** The token chart alone: what it reports, which room it asks for, and how it retries. */
import { createActor, fromPromise, setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import type { TokenGrant } from '../../machines/services';
import { tokenMachine } from '../../machines/token/machine';
import type { TokenFact } from '../../machines/token/types';
import { StepClock, settled } from './harness/clock';

const unreachable = failure('network.tokenUnreachable', 'timeout');
const MY_GRANT: TokenGrant = { userID: 'me', expiresIn: 100 };
const RENEWAL = 80_000;

type Report = { type: 'report.token'; token: TokenFact; userID: string | null };

/** Every request waits until it is answered. */
async function startToken() {
	const asked: { roomID: string; settle(outcome: TokenGrant | null): void }[] = [];
	const reports: Report[] = [];
	const ask = fromPromise<TokenGrant, { roomID: string }>(
		({ input }) =>
			new Promise((resolve, reject) => {
				asked.push({
					roomID: input.roomID,
					settle: (grant) => (grant ? resolve(grant) : reject(unreachable))
				});
			})
	);
	const token = tokenMachine.provide({ actors: { fetchToken: ask, renewToken: ask } });
	const parent = setup({ types: { events: {} as Report }, actors: { token } }).createMachine({
		invoke: { id: 'token', src: 'token', input: { roomID: 'room-1' } },
		on: { 'report.token': { actions: ({ event }) => reports.push(event) } }
	});
	const clock = new StepClock();
	const actor = createActor(parent, { clock }).start();
	await settled();
	return {
		asked,
		reports,
		clock,
		get ref() {
			const { token } = actor.getSnapshot().children;
			if (!token) throw new Error('The token chart has gone');
			return token;
		},
		get states(): string[] {
			return reports.map(({ token }) => token.state);
		},
		async answer(grant: TokenGrant | null) {
			asked.at(-1)?.settle(grant);
			await settled();
		}
	};
}

/** A request fails, and the next comes after exactly so many milliseconds. */
async function expectNextAfter(it: Awaited<ReturnType<typeof startToken>>, pause: number): Promise<void> {
	const requests = it.asked.length;
	await it.answer(null);
	await it.clock.advance(pause - 1);
	expect(it.asked).toHaveLength(requests);
	await it.clock.advance(1);
	expect(it.asked).toHaveLength(requests + 1);
}

describe('the token', () => {
	it('reports what it does from the first moment, and whose it is once it is there', async () => {
		const it = await startToken();
		expect(it.reports).toEqual([{ type: 'report.token', token: { state: 'fetching', failure: null }, userID: null }]);
		await it.answer(null);
		expect(it.reports.at(-1)?.token).toEqual({ state: 'waiting', failure: unreachable });
		await it.clock.advance(300);
		await it.answer(MY_GRANT);
		expect(it.states).toEqual(['fetching', 'waiting', 'fetching', 'valid']);
		expect(it.reports.at(-1)).toEqual({
			type: 'report.token',
			token: { state: 'valid', failure: null },
			userID: 'me'
		});
	});

	it('that does not come in time is called unreachable', async () => {
		const it = await startToken();
		await it.clock.advance(DELAYS.tokenFetch);
		expect(it.reports.at(-1)?.token).toEqual({ state: 'waiting', failure: unreachable });
	});

	it('is asked for at growing pauses, and given up after the last', async () => {
		const it = await startToken();
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000]) {
			await expectNextAfter(it, pause);
		}
		await it.answer(null);
		expect(it.reports.at(-1)?.token.state).toBe('failed');
		it.ref.send({ type: 'user.retry' });
		expect(it.reports.at(-1)?.token).toEqual({ state: 'fetching', failure: null });
		await it.answer(null);
		await it.clock.advance(300);
		expect(it.reports.at(-1)?.token.state).toBe('fetching');
	});

	it('is asked for anew when the person asks again, instead of waiting for the answer', async () => {
		const it = await startToken();
		it.ref.send({ type: 'user.retry' });
		expect(it.asked).toHaveLength(2);
		await it.answer(MY_GRANT);
		await it.clock.advance(RENEWAL);
		expect(it.asked).toHaveLength(3);
		it.ref.send({ type: 'user.retry' });
		expect(it.asked).toHaveLength(4);
	});

	it('is renewed for the room it moved to, when that one is due', async () => {
		const it = await startToken();
		await it.answer(MY_GRANT);
		await it.clock.advance(RENEWAL - 1);
		it.ref.send({ type: 'token.granted', roomID: 'room-2', expiresIn: 200 });
		await it.clock.advance(RENEWAL);
		expect(it.asked).toHaveLength(1);
		await it.clock.advance(RENEWAL);
		expect(it.asked.map(({ roomID }) => roomID)).toEqual(['room-1', 'room-2']);
		it.ref.send({ type: 'token.granted', roomID: 'room-3', expiresIn: 100 });
		await it.clock.advance(RENEWAL);
		await it.answer(null);
		it.ref.send({ type: 'token.granted', roomID: 'room-4', expiresIn: 100 });
		await it.clock.advance(RENEWAL);
		await it.answer({ userID: 'me', expiresIn: 1_000 });
		expect(it.asked.map(({ roomID }) => roomID)).toEqual(['room-1', 'room-2', 'room-3', 'room-4']);
		await it.clock.advance(799_999);
		expect(it.asked).toHaveLength(4);
		await it.clock.advance(1);
		expect(it.asked).toHaveLength(5);
	});

	it('whose renewal keeps failing is renewed every few seconds for as long as it takes', async () => {
		const it = await startToken();
		await it.answer(MY_GRANT);
		await it.clock.advance(RENEWAL);
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000, DELAYS.tokenFetch, DELAYS.tokenFetch]) {
			await expectNextAfter(it, pause);
		}
	});
});
