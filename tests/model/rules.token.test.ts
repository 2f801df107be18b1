/** The rules of the token in a call, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { arrange } from './harness/arrange';
import { startCall } from './harness/call';
import { asked } from './harness/rules';

describe('the token', () => {
	it('is renewed before it ends, for as long as the call lasts', async () => {
		const call = await arrange('inCall');
		await call.advance(3_600_000);
		expect(call.tokens.asked).toHaveLength(2);
		expect(asked(call, 'renewToken')).toHaveLength(1);
		call.tokens.next = { outcome: 'fail' };
		call.engine.room.expireToken();
		await call.advance(60_000);
		expect(call.tokens.asked.length).toBeGreaterThan(6);
		expect(call.top).toBe('inCall');
		call.tokens.next = { outcome: 'succeed' };
		await call.advance(20_000);
		expect(asked(call, 'renewToken')).toHaveLength(2);
	});

	it.each(['fail', 'never'] as const)(
		'in the lobby, a server that answers "%s" is given up after all tries',
		async (outcome) => {
			const call = startCall({ tokens: (tokens) => (tokens.next = { outcome }) });
			await call.advance(120_000);
			expect(call.facts.token).toMatchObject({ state: 'failed', failure: { code: 'network.tokenUnreachable' } });
			expect(call.tokens.asked).toHaveLength(6);
			call.tokens.next = { outcome: 'succeed' };
			call.actor.send({ type: 'user.retry' });
			await call.advance(1_000);
			expect(call.actor.getSnapshot().value).toEqual({ idle: 'waiting' });
		}
	);

	it.each([0, 30, 60 * 60 * 24 * 60])('that lives for %d seconds does not make the server busy', async (expiresIn) => {
		const call = startCall({ tokens: (tokens) => (tokens.expiresIn = expiresIn) });
		await call.advance(10_000);
		expect(call.tokens.asked.length).toBeLessThanOrEqual(11);
	});
});
