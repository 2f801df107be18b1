/** What several of the rules' tests use. */
import { expect } from 'vitest';
import type { AnyActorRef } from 'xstate';
import { failure } from '../../../machines/failure';
import type { RunningCall } from './call';

export const ann = { userID: 'ann', userName: 'Ann' };
export const bo = { userID: 'bo', userName: 'Bo' };
export const NEVER = { outcome: 'never' } as const;

/** The device, stream or room of each call of this operation of the engine. */
export const asked = ({ engine }: RunningCall, operation: string) =>
	engine.log.filter((entry) => entry.operation === operation).map(({ subject }) => subject);

/** The chart of this actor throws an error: it reads the event, and that fails. */
export function throwIn(actor: AnyActorRef | undefined, type: string): void {
	const fails = () => {
		throw failure('unknown.error');
	};
	const event = { type };
	for (const key of ['deviceID', 'streamID']) Object.defineProperty(event, key, { get: fails });
	actor?.send(event);
}

/** The engine is destroyed, and no timer, track or listener is left on either side of the port. */
export function expectNothingLeft(call: RunningCall): void {
	expect(call.errors).toEqual([]);
	expect(call.engine.live()).toEqual({ tracks: 0, listeners: 0, timers: 0 });
	expect(call.clock.timers).toBe(0);
	expect(asked(call, 'destroy')).toHaveLength(1);
	expect(call.engine.log.at(-1)?.operation).toBe('destroy');
}
