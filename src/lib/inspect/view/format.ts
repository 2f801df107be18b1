/** Formats times, and the names of actors and events. */
import type { Entry } from '../recording/recorder';

/** `1:02.3`. */
export function clock(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	const seconds = (milliseconds % 60_000) / 1_000;
	return `${minutes}:${seconds.toFixed(1).padStart(4, '0')}`;
}

export const seconds = (milliseconds: number): string =>
	`${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;

/** The last part of an actor's path. */
export const nameOfActor = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export type Sender = 'user' | 'page' | 'engine' | 'device' | 'timer' | 'service' | 'chart';
export const SENDERS: readonly Sender[] = ['user', 'page', 'engine', 'device', 'timer', 'service', 'chart'];

/** Who sent an event, in a person's terms. */
export function senderOf({ from, to, event: { type } }: Pick<Entry, 'from' | 'to' | 'event'>): Sender {
	if (type.startsWith('xstate.after.')) return 'timer';
	// Browser objects of the local engine send to its charts from outside.
	if (from === '' && to.includes('/engine/') && !type.startsWith('xstate.')) return 'engine';
	if (from === '') return type.startsWith('user.') ? 'user' : type.startsWith('xstate.') ? 'chart' : 'page';
	if (from.endsWith('/engine')) return /^(device|screen)\./.test(type) ? 'device' : 'engine';
	// XState names a service after the state that invokes it: `0.call.idle.preparing`.
	return from.startsWith(`${to}/`) && /^\d+\./.test(nameOfActor(from)) ? 'service' : 'chart';
}

/** An event's type without the state IDs that XState adds. */
export function eventName(type: string): string {
	const state = /^xstate\.(done|error)\.actor\.(?:\d+\.)?(.+)$/.exec(type);
	if (state) return `${state[1] === 'done' ? '✓' : '✗'} ${state[2] ?? ''}`;
	const after = /^xstate\.after\.([^.]+)\..+$/.exec(type);
	if (after) return `after ${after[1] ?? ''}`;
	return type.replace(/^xstate\./, '');
}
