/** Calls as an app creates them, on the simulated engine and in simulated time. They are released after each test. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createCall, type Call, type CallOptions, type CallStorage } from '../../../src/lib/call/call';
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';
import { StepClock } from './clock';

/** Under which the storage keeps the call of the first room. */
export const KEY = 'call:room-1';
/** A time of day. */
export const NOON = Date.UTC(2026, 10, 28, 12);

export function memoryStorage(kept: Record<string, string> = {}) {
	const items = new Map(Object.entries(kept));
	const storage: CallStorage = {
		getItem: (key) => items.get(key) ?? null,
		setItem: vi.fn((key: string, value: string) => void items.set(key, value)),
		removeItem: vi.fn((key: string) => void items.delete(key))
	};
	return { items, storage };
}

export const calls: Call[] = [];
afterEach(() => {
	for (const call of calls.splice(0)) call.release();
	vi.restoreAllMocks();
});
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());

export function startCall(options: Partial<CallOptions> = {}) {
	const clock = new StepClock();
	const engines: SimulatedEngine[] = [];
	const call = createCall({
		roomID: 'room-1',
		userName: 'Me',
		clock,
		loadEngine: (media) => {
			const engine = createSimulatedEngine({ media, clock });
			engines.push(engine);
			return Promise.resolve(engine);
		},
		tokens: { fetch: () => Promise.resolve({ userID: 'me', expiresIn: 3_600, token: 'secret' }) },
		...options
	});
	calls.push(call);
	return { call, clock, engines };
}

export type Started = ReturnType<typeof startCall>;

export async function join({ call, clock }: Started): Promise<void> {
	await clock.advance(1_000);
	call.send({ type: 'user.start', userName: 'Me' });
	await clock.advance(3_000);
	expect(call.view.state).toBe('inCall');
}
