/** What can be brought about on a page, and why the rest cannot. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import type { CallContext } from '../../../machines/call.types';
import { callView, type CallView } from '../../../src/lib/call/call.view';

/** Why these edges cannot be taken by way of the page. */
const IMPOSSIBLE: [RegExp, string][] = [
	[
		/^call:xstate\.error\.actor\./,
		'Only a defect in another chart brings it about; the replay on the chart makes one.'
	],
	[/^call:page\.autoplayFailed:1$/, 'The page tells it only of streams that it shows.'],
	[/^call\.loggingOut:user\.leave:0$/, 'While the call is being left, the button cannot be pressed.']
];

export const whyImpossible = (edge: string): string | undefined =>
	IMPOSSIBLE.find(([pattern]) => pattern.test(edge))?.[1];

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
