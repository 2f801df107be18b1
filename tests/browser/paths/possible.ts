/** What can be brought about on a page. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import type { CallContext } from '../../../machines/call/types';
import { callView, type CallView } from '../../../src/lib/call/view';

type Event = EventObject & Record<string, unknown>;

/** What the person can do now: only where the page offers it. */
const OFFERED: Record<string, (view: CallView, event: Event) => boolean> = {
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
	'page.autoplayFailed': ({ tiles }, { streamID }) => tiles.some((tile) => tile.streamID === streamID)
};

export function canPerform(event: EventObject, { value, context }: AnyMachineSnapshot): boolean {
	if (event.type.startsWith('xstate.error.actor.') && !event.type.includes('.0.')) return false;
	const offered = OFFERED[event.type];
	return offered === undefined || offered(callView({ value, context: context as CallContext }), event);
}
