/** What a person must see and be able to press in each state of the call, written down apart from the code that does it. */
import { expect } from 'vitest';
import { callView, type CallFacts, type CallView, type Status } from '../../../src/lib/call/view';

type Controls = CallView['controls'];
type Expected = { screen: CallView['screen']; status: Status; may: (keyof Controls)[] };

const LOBBY: (keyof Controls)[] = ['start', 'leave', 'invite'];

/** By the state's ID below the chart, the most particular wins. */
const EXPECTED: Record<string, Expected> = {
	'idle.preparing': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.arriving': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.entering': { screen: 'lobby', status: 'preparing', may: LOBBY },
	'idle.waiting': { screen: 'lobby', status: 'ready', may: LOBBY },
	'idle.unavailable': { screen: 'lobby', status: 'unavailable', may: ['leave', 'invite'] },
	creating: { screen: 'call', status: 'connecting', may: ['leave'] },
	loggingIn: { screen: 'call', status: 'connecting', may: ['leave'] },
	publishing: { screen: 'call', status: 'publishing', may: ['leave', 'invite'] },
	'inCall.talking': { screen: 'call', status: 'inCall', may: ['leave', 'invite', 'switchRoom'] },
	'inCall.switching': { screen: 'call', status: 'inCall', may: ['leave', 'invite'] },
	reconnecting: { screen: 'call', status: 'reconnecting', may: ['leave'] },
	loggingOut: { screen: 'call', status: 'leaving', may: [] },
	destroyed: { screen: 'ended', status: 'ended', may: [] }
};

/** `retry` is among the controls when something has failed that can be tried again. */
export type Seen = { state: string; screen: CallView['screen']; status: Status; may: (keyof Controls)[] };

/** What is seen and can be pressed in this state. */
export function expectedIn({ value, context }: CallFacts): Seen {
	const [top, inner] = typeof value === 'string' ? [value] : (Object.entries(value as object)[0] ?? []);
	const expected = EXPECTED[`${top}.${String(inner)}`] ?? EXPECTED[String(top)];
	if (!expected) throw new Error(`Nobody has said what is shown in ${JSON.stringify(value)}`);
	const noToken = top === 'idle' && context.token.state === 'failed';
	const alone = expected.status === 'inCall' && Object.keys(context.users).length === 0;
	return {
		state: String(top),
		screen: expected.screen,
		status: noToken ? 'unavailable' : alone ? 'alone' : expected.status,
		may: [
			...expected.may.filter((control) => !(noToken && control === 'start')),
			...(hasFailed(context) && context.end === null ? (['retry'] as const) : [])
		]
	};
}

const hasFailed = ({ engine, token, publisher, players }: CallFacts['context']): boolean =>
	[engine, token, publisher, ...Object.values(players)].some((part) => part?.state === 'failed');

/** Checks what the page would show of this snapshot. */
export function expectView({ value, context }: CallFacts): void {
	const view = callView({ value, context });
	const may = Object.entries(view.controls).flatMap(([control, enabled]) => (enabled ? [control] : []));
	const expected = expectedIn({ value, context });
	expect({ state: view.state, screen: view.screen, status: view.status, may: may.toSorted() }).toEqual({
		...expected,
		may: expected.may.toSorted()
	});
	const { state: top } = expected;
	expect(view.failure !== null).toBe(hasFailed(context));
	expect(view.end === null).toBe(context.end === null);
	if (top === 'loggingOut' || top === 'destroyed') expect(view.end).not.toBeNull();
	for (const device of ['camera', 'microphone'] as const) expect(view[device].enabled).toBe(context.end === null);
	expect(view.reconnectPatience !== null).toBe(top === 'reconnecting');
}
