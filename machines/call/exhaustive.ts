/** Nothing is forgotten: a chart without a decision for a room reason in any of its states fails to compile. */
import type { CallEvent } from './types';
import type { RoomReasonEvent } from '../room.reason';

/** The top-level states of the call chart, in the order a call lives them. */
export const CALL_STATES = [
	'idle',
	'creating',
	'loggingIn',
	'publishing',
	'inCall',
	'reconnecting',
	'loggingOut',
	'destroyed'
] as const;
export type CallState = (typeof CALL_STATES)[number];

type On<S> = S extends { on: infer O } ? O : object;

/** All nine reasons decided, and no event that was never declared. */
type TotalOn<O> = Record<RoomReasonEvent['type'], unknown> & Record<Exclude<keyof O, CallEvent['type']>, never>;

/** In a final state nothing arrives any more: the interpreter drops all nine. */
type Total<States> = {
	[S in CallState]: S extends 'destroyed'
		? { type: 'final' }
		: { on: TotalOn<S extends keyof States ? On<States[S]> : never> };
};

/** An event that changes nothing here, and why. */
export const unheeded = <const W extends string>(why: W) => ({ description: why }) as const;

export const everyState = <const States>(states: States & Total<States>): States => states;
