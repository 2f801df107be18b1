/** The chart of the token in a call: what it says, which room it requests a token for, and how it retries. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { tokenFact } from '../../machines/token/fact';
import type { TokenEvent } from '../../machines/token/types';
import { startCall } from './harness/call';
import { NEVER } from './harness/rules';

const unreachable = failure('network.tokenUnreachable', 'timeout');
const RENEWAL = 80_000;

/** Every request waits until the test answers it. A token lives for 100 s. */
async function startToken() {
	const call = startCall({
		script: { answers: { renewToken: { outcome: 'succeed', after: 0 } } },
		tokens: (tokens) => Object.assign(tokens, { next: NEVER, expiresIn: 100 })
	});
	await call.settled();
	return {
		call,
		asked: call.tokens.asked,
		advance: call.advance,
		fact: () => call.facts.token,
		send: (event: TokenEvent) => call.actor.getSnapshot().children.token?.send(event),
		async answer(outcome: 'succeed' | 'fail') {
			call.tokens.answer({ outcome, failure: unreachable });
			await call.advance(0);
		}
	};
}

/** A request fails, and the next one follows after exactly `pause` milliseconds. */
async function expectNextAfter({ asked, answer, advance }: Awaited<ReturnType<typeof startToken>>, pause: number) {
	const requests = asked.length;
	await answer('fail');
	await advance(pause - 1);
	expect(asked).toHaveLength(requests);
	await advance(1);
	expect(asked).toHaveLength(requests + 1);
}

describe('the token', () => {
	it('says each of its states, and who I am once it is valid', async () => {
		const chart = await startToken();
		expect(chart.fact()).toEqual({ state: 'fetching', failure: null });
		await chart.answer('fail');
		expect(chart.fact()).toEqual({ state: 'waiting', failure: unreachable });
		await chart.advance(300);
		expect(chart.fact()).toEqual({ state: 'fetching', failure: unreachable });
		expect(chart.call.context.user.userID).toBe('');
		await chart.answer('succeed');
		expect(chart.fact()).toEqual({ state: 'valid', failure: null });
		expect(chart.call.context.user.userID).toBe('me');
	});

	it('says that the server is unreachable when no answer comes in time', async () => {
		const chart = await startToken();
		await chart.advance(DELAYS.tokenFetch);
		expect(chart.fact()).toEqual({ state: 'waiting', failure: unreachable });
	});

	it('is requested again after growing pauses, and has failed after the last one until the person retries', async () => {
		const chart = await startToken();
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000]) {
			await expectNextAfter(chart, pause);
		}
		await chart.answer('fail');
		expect(chart.fact().state).toBe('failed');
		chart.send({ type: 'user.retry' });
		expect(chart.fact()).toEqual({ state: 'fetching', failure: null });
		await chart.answer('fail');
		await chart.advance(300);
		expect(chart.fact().state).toBe('fetching');
	});

	it('is requested at once when the person retries, without waiting for the answer', async () => {
		const chart = await startToken();
		chart.send({ type: 'user.retry' });
		expect(chart.asked).toHaveLength(2);
		await chart.answer('succeed');
		await chart.advance(RENEWAL);
		expect(chart.asked).toHaveLength(3);
		chart.send({ type: 'user.retry' });
		expect(chart.asked).toHaveLength(4);
	});

	it('is renewed for the room that the call has switched to, when the token of that room is due', async () => {
		const chart = await startToken();
		await chart.answer('succeed');
		await chart.advance(RENEWAL - 1);
		chart.send({ type: 'token.granted', roomID: 'room-2', expiresIn: 200 });
		await chart.advance(RENEWAL);
		expect(chart.asked).toHaveLength(1);
		await chart.advance(RENEWAL);
		expect(chart.asked).toEqual(['room-1', 'room-2']);
		chart.send({ type: 'token.granted', roomID: 'room-3', expiresIn: 100 });
		await chart.advance(RENEWAL);
		await chart.answer('fail');
		chart.send({ type: 'token.granted', roomID: 'room-4', expiresIn: 100 });
		await chart.advance(RENEWAL);
		chart.call.tokens.expiresIn = 1_000;
		await chart.answer('succeed');
		expect(chart.asked).toEqual(['room-1', 'room-2', 'room-3', 'room-4']);
		await chart.advance(799_999);
		expect(chart.asked).toHaveLength(4);
		await chart.advance(1);
		expect(chart.asked).toHaveLength(5);
	});

	it('is requested every few seconds, without end, while its renewal fails', async () => {
		const chart = await startToken();
		await chart.answer('succeed');
		await chart.advance(RENEWAL);
		for (const pause of [300, 1_000, 2_000, 4_000, 8_000, DELAYS.tokenFetch, DELAYS.tokenFetch]) {
			await expectNextAfter(chart, pause);
		}
	});
});

it.each(['renewing', 'renewalWaiting'])('a token that is being renewed (%s) still holds', (state) => {
	expect(tokenFact(state, { failure: null })).toEqual({ state: 'valid', failure: null });
});
