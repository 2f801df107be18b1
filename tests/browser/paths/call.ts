/** The call chart on a page: in which states the page offers what the person can do. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import type { CallContext, PageEvent, UserEvent } from '../../../machines/call/types';
import { callView, type CallView } from '../../../src/lib/call/view';
import { CHARTS } from '../../model/charts';
import type { Chart } from '../../model/charts/chart';

type Event = EventObject & Record<string, unknown>;

/** The call, exploring apart what looks different on the page. */
export const CALL: Chart = {
	...CHARTS.call,
	facts: (context: CallContext) => {
		const { engine, token, publisher, screen, users, end } = context;
		const failures = [engine, token, publisher, end].map((part) => part?.failure?.code);
		return [CHARTS.call.facts(context as never), failures, screen.state, Object.keys(users)];
	}
};

/** When the page has an enabled control for it, or the browser causes it. */
const OFFERED: Record<(UserEvent | PageEvent)['type'], (view: CallView, event: Event) => boolean> = {
	'user.start': ({ controls }) => controls.start,
	'user.leave': ({ controls }) => controls.leave,
	'user.turnOn': ({ camera }) => camera.enabled && (camera.shown === 'off' || camera.shown === 'blocked'),
	'user.turnOff': ({ camera }) => camera.enabled && camera.shown === 'on',
	'user.selectDevice': ({ end }) => end === null,
	'user.shareScreen': ({ screenShare }) => screenShare.enabled && screenShare.shown === 'off',
	'user.stopScreen': ({ screenShare }) => screenShare.enabled && screenShare.shown !== 'off',
	'user.switchRoom': ({ controls }) => controls.switchRoom,
	'user.retry': ({ controls }) => controls.retry,
	'user.unblockSound': ({ tiles }) => tiles.some(({ local, streamID }) => !local && streamID !== ''),
	'page.hide': () => true,
	'page.autoplayFailed': ({ tiles }, { streamID }) => tiles.some((tile) => tile.streamID === streamID)
};

export function canPerform(event: EventObject, { value, context }: AnyMachineSnapshot): boolean {
	if (event.type.startsWith('xstate.error.actor.') && !event.type.includes('.0.')) return false;
	const offered = Object.entries(OFFERED).find(([type]) => type === event.type)?.[1];
	return offered === undefined || offered(callView({ value, context: context as CallContext }), event);
}
