/** The clock of the server's machine jumps, as when it is set, or the machine was asleep. */
import { afterEach, expect, test, vi } from 'vitest';
import { annAndBen } from './support/server';

const HOURS = 5 * 60 * 60 * 1_000;

function jump(by: number): void {
	const now = Date.now.bind(Date);
	vi.spyOn(Date, 'now').mockImplementation(() => now() + by);
}
afterEach(() => void vi.restoreAllMocks());

test.for([
	['forward', HOURS],
	['back', -HOURS]
] as const)('%s by hours: everyone stays, and who loses the socket comes back', async ([, by]) => {
	const { server, ann, ben } = await annAndBen();
	jump(by);
	const beats = ben.beats;
	await vi.waitUntil(() => ben.beats > beats + 1, { timeout: 5_000 });
	await Promise.all([ann.heardNothing(), ben.heardNothing()]);

	ben.vanishes();
	expect((await ann.hears('users')).reason).toBe('lost');
	const again = await server.comesBack(ben);
	await again.joins();
	expect(server.call.rooms.stats.members).toBe(2);
});

test('by hours: who is gone does not stay', async () => {
	const { server, ann, ben } = await annAndBen();
	jump(-HOURS);
	ben.hangs();
	expect((await ann.hears('users')).reason).toBe('lost');
	expect(server.call.rooms.stats.members).toBe(1);
});
