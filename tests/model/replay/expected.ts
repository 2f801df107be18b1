/** What a person must see and be able to press in each state of the call, written down apart from the code that does it. */
import { expect } from 'vitest';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import { factsOf, type CallTree } from '../../../src/lib/call/facts';
import { callView, type CallView, type Status } from '../../../src/lib/call/view';

type Controls = CallView['controls'];
type Expected = { screen: CallView['screen']; status: Status; may: (keyof Controls)[] };

const LOBBY: (keyof Controls)[] = ['start', 'leave', 'invite'];

/** By the state's ID below the chart, the most particular wins. */
const EXPECTED: Record<string, Expected> = {
	'idle.preparing': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.arriving': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.entering': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.waiting': { screen: 'lobby', status: 'ready', may: LOBBY },
	'idle.refused': { screen: 'lobby', status: 'unavailable', may: ['leave', 'invite'] },
	'idle.unavailable': { screen: 'lobby', status: 'unavailable', may: ['leave', 'invite'] },
	creating: { screen: 'call', status: 'connecting', may: ['leave'] },
	loggingIn: { screen: 'call', status: 'connecting', may: ['leave'] },
	publishing: { screen: 'call', status: 'publishing', may: ['leave', 'invite'] },
	'inCall.talking': { screen: 'call', status: 'inCall', may: ['leave', 'invite', 'switchRoom'] },
	'inCall.waking': { screen: 'call', status: 'inCall', may: ['leave', 'invite'] },
	'inCall.switching': { screen: 'call', status: 'inCall', may: ['leave', 'invite'] },
	reconnecting: { screen: 'call', status: 'reconnecting', may: ['leave'] },
	loggingOut: { screen: 'call', status: 'leaving', may: [] },
	destroyed: { screen: 'ended', status: 'ended', may: [] }
};

/** `retry` is among the controls when something has failed that can be tried again. */
export type Seen = { state: string; screen: CallView['screen']; status: Status; may: (keyof Controls)[] };

/** What is seen and can be pressed in this state. */
export function expectedIn(call: CallTree): Seen {
	const { value, context } = call;
	const [top, inner] = typeof value === 'string' ? [value] : (Object.entries(value as object)[0] ?? []);
	const expected = EXPECTED[`${top}.${String(inner)}`] ?? EXPECTED[String(top)];
	if (!expected) throw new Error(`Nobody has said what is shown in ${JSON.stringify(value)}`);
	const noToken = top === 'idle' && context.token === 'failed';
	const alone = expected.status === 'inCall' && Object.keys(context.users).length === 0;
	return {
		state: String(top),
		screen: expected.screen,
		status: noToken ? 'unavailable' : alone ? 'alone' : expected.status,
		may: [
			...expected.may.filter((control) => !(noToken && control === 'start')),
			...(hasFailed(call) && context.end === null ? (['retry'] as const) : [])
		]
	};
}

const isUnreachable = (state: CallTree): boolean =>
	Object.values(factsOf(state).players).some((player) => player.state === 'unreachable');

function hasFailed(state: CallTree): boolean {
	const { engine, token, publisher, screen, players, refusal } = factsOf(state);
	if (refusal) return true;
	return [engine, token, publisher, screen, ...Object.values(players)].some((part) => part?.state === 'failed');
}

/** Checks what the page would show of this snapshot. */
export function expectView(state: CallTree): void {
	const { context } = state;
	const view = callView(state);
	const may = Object.entries(view.controls).flatMap(([control, enabled]) => (enabled ? [control] : []));
	const expected = expectedIn(state);
	expect({ state: view.state, screen: view.screen, status: view.status, may: may.toSorted() }).toEqual({
		...expected,
		may: expected.may.toSorted()
	});
	const { state: top } = expected;
	// Once the call is over, its children are stopped, and there is nothing to try again.
	if (context.end === null)
		expect(view.failure !== null).toBe(hasFailed(state) || (isUnreachable(state) && top !== 'reconnecting'));
	expect(view.end === null).toBe(context.end === null);
	if (top === 'loggingOut' || top === 'destroyed') expect(view.end).not.toBeNull();
	for (const device of DEVICE_KINDS) expect(view[device].enabled).toBe(context.end === null);
	expect(view.chat.enabled).toBe(['publishing', 'inCall', 'reconnecting'].includes(top));
	expect(view.reconnectPatience !== null).toBe(top === 'reconnecting');
}
