/** The rules of the token in a call, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
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

	it.each([0, 30, 60 * 60 * 24 * 60])('that lives for %d seconds does not make the server busy', async (expiresIn) => {
		const call = startCall({ tokens: (tokens) => (tokens.expiresIn = expiresIn) });
		await call.advance(10_000);
		expect(call.tokens.asked.length).toBeLessThanOrEqual(11);
	});

	describe.each(['auth.tokenInvalid', 'auth.tokenExpired'] as const)('that a login is refused for, as %s,', (code) => {
		const REFUSED = { outcome: 'fail', failure: failure(code) } as const;
		const start = { type: 'user.start', userName: 'Me' } as const;

		it.each(['fail', 'reject'] as const)('is replaced by a fresh one, which is used (%s)', async (outcome) => {
			const call = await arrange('idle');
			call.engine.prompter.answers.loginRoom = [{ ...REFUSED, outcome, after: 20 }, { outcome: 'succeed' }];
			call.tokens.expiresIn = 100;
			call.actor.send(start);
			await call.advance(1_000);
			expect(call.top).toBe('inCall');
			expect(call.facts.publisher?.state).toBe('publishing');
			expect(call.tokens.asked).toHaveLength(2);
			await call.advance(80_000);
			expect(asked(call, 'renewToken')).toHaveLength(1);
		});

		it('is replaced also when only LOGIN_FAILED or RECONNECT_FAILED tells of it', async () => {
			for (const reason of ['LOGIN_FAILED', 'RECONNECT_FAILED'] as const) {
				const call = await arrange('loggingIn');
				call.engine.prompter.answers.loginRoom = { outcome: 'succeed' };
				call.engine.room.tellReason(reason, REFUSED.failure, call.context.roomID);
				call.engine.room.tellReason(reason, REFUSED.failure, call.context.roomID);
				await call.advance(1_000);
				expect(call.top).toBe('inCall');
				expect(call.tokens.asked).toHaveLength(2);
			}
		});

		it('is replaced once: a second refusal ends the call, and says why', async () => {
			const call = await arrange('idle');
			call.engine.prompter.answers.loginRoom = REFUSED;
			call.actor.send(start);
			await call.advance(1_000);
			expect(call.context.end).toEqual({ cause: 'failed', failure: REFUSED.failure });
			expect(call.tokens.asked).toHaveLength(2);
			expect(asked(call, 'loginRoom')).toHaveLength(2);
		});

		it.each([
			[{ outcome: 'fail', failure: failure('capacity.tooFast') } as const, failure('capacity.tooFast')],
			[{ outcome: 'never' } as const, failure('network.tokenUnreachable', 'timeout')]
		])('ends the call when the fresh one is %o, and says why', async (answer, why) => {
			const call = await arrange('idle');
			call.engine.prompter.answers.loginRoom = REFUSED;
			call.tokens.next = answer;
			call.actor.send(start);
			await call.advance(60 + DELAYS.tokenFetch);
			expect(call.context.end).toEqual({ cause: 'failed', failure: why });
		});

		it('and whose replacement is not answered for ends the call in time', async () => {
			const call = await arrange('idle');
			call.engine.prompter.answers.loginRoom = [REFUSED, { outcome: 'never' }];
			call.actor.send(start);
			await call.advance(100 + DELAYS.login);
			expect(call.context.end).toEqual({ cause: 'failed', failure: failure('network.loginTimeout', 'timeout') });
		});
	});
});
