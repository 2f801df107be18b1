/** The call chart on a page: in which states the page offers what the person can do. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { PLAYER } from '../../../machines/call/setup';
import type { CallContext, PageEvent, UserEvent } from '../../../machines/call/types';
import type { CallTree, ChartState } from '../../../src/lib/call/facts';
import { callView, type CallView } from '../../../src/lib/call/view';
import { CHARTS } from '../../model/charts';
import { ME, WHY } from '../../model/charts/call.chart';
import type { Chart } from '../../model/charts/chart';

type Event = EventObject & Record<string, unknown>;

/** The call, exploring apart what looks different on the page. */
export const CALL: Chart = {
	...CHARTS.call,
	facts: (context: CallContext) => {
		const { engine, users, end, refusal } = context;
		const failures = [engine.failure, end?.failure, refusal].map((failure) => failure?.code);
		return [CHARTS.call.facts(context as never), failures, Object.keys(users)];
	}
};

/** The state of the call chart alone, with the child charts as it knows them. */
export function stateIn({ value, context }: Pick<AnyMachineSnapshot, 'value' | 'context'>): CallTree {
	const call = context as CallContext;
	const device = ({ state, wanted, choice }: CallContext['camera']): ChartState => ({
		value: state,
		context: { wanted, choice, deviceID: null, failure: state === 'blocked' ? WHY.device : null }
	});
	const { camera, microphone, token, publisher, streams } = call;
	const players = Object.values(streams).map((stream): [string, ChartState] => [
		PLAYER(stream.streamID),
		{
			value: { open: { delivery: 'requesting', sound: 'audible', view: 'fitting' } },
			context: {
				...stream,
				camera: 'OPEN',
				microphone: 'OPEN',
				height: 360,
				need: 360,
				pictures: call.pictures,
				failure: null
			}
		}
	]);
	return {
		value,
		context: call,
		children: {
			camera: device(camera),
			microphone: device(microphone),
			screen: { value: 'off', context: { failure: null } },
			token: { value: token, context: { failure: token === 'failed' ? WHY.token : null } },
			...(publisher && {
				publisher: {
					value: publisher,
					context: { streamID: `${ME}_camera`, failure: publisher === 'failed' ? WHY.publisher : null }
				}
			}),
			...Object.fromEntries(players)
		}
	};
}

/** When the page has an enabled control for it, or the browser causes it. */
const OFFERED: Record<(UserEvent | PageEvent)['type'], (view: CallView, event: Event) => boolean> = {
	'user.start': ({ controls }) => controls.start,
	/* From the lobby, the person goes by a link. */
	'user.leave': ({ controls, screen }) => controls.leave && screen === 'call',
	'user.turnOn': ({ camera }) => camera.enabled && camera.failure !== null,
	'user.turnOff': ({ camera }) => camera.enabled && camera.failure !== null,
	'user.toggle': ({ camera }) => camera.enabled,
	'user.selectDevice': ({ end }) => end === null,
	'user.choosePictures': ({ end }) => end === null,
	'user.suppressNoise': ({ end }) => end === null,
	'user.testSpeaker': ({ end }) => end === null,
	/* The one button sends `user.toggleScreen`. */
	'user.shareScreen': () => false,
	'user.stopScreen': () => false,
	'user.toggleScreen': ({ screenShare }) => screenShare.enabled,
	'user.switchRoom': ({ controls }) => controls.switchRoom,
	'user.retry': ({ controls }) => controls.retry,
	'user.openChat': ({ chat }) => chat.enabled,
	'user.closeChat': ({ chat }) => chat.enabled,
	'user.sendMessage': ({ chat }) => chat.enabled,
	'user.retryMessage': ({ chat }) => chat.enabled,
	'user.unblockSound': ({ tiles }) => tiles.some(({ local, streamID }) => !local && streamID !== ''),
	'page.hide': () => true,
	'page.navigate': () => true,
	'page.wake': () => true,
	'page.autoplayFailed': ({ tiles }, { streamID }) => tiles.some((tile) => tile.streamID === streamID),
	'page.streamResized': ({ tiles }, { streamID }) => tiles.some((tile) => tile.streamID === streamID)
};

export function canPerform(event: EventObject, snapshot: AnyMachineSnapshot): boolean {
	if (event.type.startsWith('xstate.error.actor.') && !event.type.includes('.0.')) return false;
	const offered = Object.entries(OFFERED).find(([type]) => type === event.type)?.[1];
	return offered === undefined || offered(callView(stateIn(snapshot)), event);
}
