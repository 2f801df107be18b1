/** The token chart alone: what it reports, which room it requests a token for, and how it retries. */
import { createActor, fromPromise, setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import type { TokenGrant } from '../../machines/services';
import { tokenFact } from '../../machines/token/fact';
import { tokenMachine } from '../../machines/token/machine';
import type { TokenFact } from '../../machines/token/types';
import { StepClock, settled } from './harness/clock';

const unreachable = failure('network.tokenUnreachable', 'timeout');
const MY_GRANT: TokenGrant = { userID: 'me', expiresIn: 100 };
const RENEWAL = 80_000;

type Report = { type: 'report.token'; token: TokenFact; userID: string | null };

/** Every request waits until the test answers it. */
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
		get token() {
			const { token } = actor.getSnapshot().children;
			if (!token) throw new Error('The token chart has ended');
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

/** A request fails, and the next one follows after exactly `pause` milliseconds. */
async function expectNextAfter(chart: Awaited<ReturnType<typeof startToken>>, pause: number): Promise<void> {
	const requests = chart.asked.length;
	await chart.answer(null);
	await chart.clock.advance(pause - 1);
	expect(chart.asked).toHaveLength(requests);
	await chart.clock.advance(1);
	expect(chart.asked).toHaveLength(requests + 1);
}

describe('the token', () => {
	it('reports each of its states, and the user once it is valid', async () => {
		const chart = await startToken();
		expect(chart.reports).toEqual([
			{ type: 'report.token', token: { state: 'fetching', failure: null }, userID: null }
		]);
		await chart.answer(null);
		expect(chart.reports.at(-1)?.token).toEqual({ state: 'waiting', failure: unreachable });
		await chart.clock.advance(300);
		await chart.answer(MY_GRANT);
		expect(chart.states).toEqual(['fetching', 'waiting', 'fetching', 'valid']);
		expect(chart.reports.at(-1)).toEqual({
			type: 'report.token',
			token: { state: 'valid', failure: null },
			userID: 'me'
		});
	});

	it('reports an unreachable server when no answer comes in time', async () => {
		const chart = await startToken();
		await chart.clock.advance(DELAYS.tokenFetch);
		expect(chart.reports.at(-1)?.token).toEqual({ state: 'waiting', failure: unreachable });
	});

	it('is requested again after growing pauses, and has failed after the last one until the person retries', async () => {
		const chart = await startToken();
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000]) {
			await expectNextAfter(chart, pause);
		}
		await chart.answer(null);
		expect(chart.reports.at(-1)?.token.state).toBe('failed');
		chart.token.send({ type: 'user.retry' });
		expect(chart.reports.at(-1)?.token).toEqual({ state: 'fetching', failure: null });
		await chart.answer(null);
		await chart.clock.advance(300);
		expect(chart.reports.at(-1)?.token.state).toBe('fetching');
	});

	it('is requested at once when the person retries, without waiting for the answer', async () => {
		const chart = await startToken();
		chart.token.send({ type: 'user.retry' });
		expect(chart.asked).toHaveLength(2);
		await chart.answer(MY_GRANT);
		await chart.clock.advance(RENEWAL);
		expect(chart.asked).toHaveLength(3);
		chart.token.send({ type: 'user.retry' });
		expect(chart.asked).toHaveLength(4);
	});

	it('is renewed for the room that the call has switched to, when the token of that room is due', async () => {
		const chart = await startToken();
		await chart.answer(MY_GRANT);
		await chart.clock.advance(RENEWAL - 1);
		chart.token.send({ type: 'token.granted', roomID: 'room-2', expiresIn: 200 });
		await chart.clock.advance(RENEWAL);
		expect(chart.asked).toHaveLength(1);
		await chart.clock.advance(RENEWAL);
		expect(chart.asked.map(({ roomID }) => roomID)).toEqual(['room-1', 'room-2']);
		chart.token.send({ type: 'token.granted', roomID: 'room-3', expiresIn: 100 });
		await chart.clock.advance(RENEWAL);
		await chart.answer(null);
		chart.token.send({ type: 'token.granted', roomID: 'room-4', expiresIn: 100 });
		await chart.clock.advance(RENEWAL);
		await chart.answer({ userID: 'me', expiresIn: 1_000 });
		expect(chart.asked.map(({ roomID }) => roomID)).toEqual(['room-1', 'room-2', 'room-3', 'room-4']);
		await chart.clock.advance(799_999);
		expect(chart.asked).toHaveLength(4);
		await chart.clock.advance(1);
		expect(chart.asked).toHaveLength(5);
	});

	it('is requested every few seconds, without end, while its renewal fails', async () => {
		const chart = await startToken();
		await chart.answer(MY_GRANT);
		await chart.clock.advance(RENEWAL);
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000, DELAYS.tokenFetch, DELAYS.tokenFetch]) {
			await expectNextAfter(chart, pause);
		}
	});
});

it.each(['renewing', 'renewalWaiting'])('a token that is being renewed (%s) still holds', (state) => {
	expect(tokenFact(state, { failure: null })).toEqual({ state: 'valid', failure: null });
});
