/** A call chart that has no decision for one of ZEGO's reasons, in any of its states, does not compile. */
import type { RoomReasonEvent } from '../room.reason';
import type { CallEvent } from './types';

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

/** All nine reasons, and no event that was never declared. */
type EveryReason<O> = Record<RoomReasonEvent['type'], unknown> & Record<Exclude<keyof O, CallEvent['type']>, never>;

/** No event reaches a final state. */
type EveryState<States> = {
	[S in CallState]: S extends 'destroyed'
		? { type: 'final' }
		: { on: EveryReason<S extends keyof States ? On<States[S]> : never> };
};

export const everyState = <const States>(states: States & EveryState<States>): States => states;
