/** What is true in a call, gathered from its chart and from the charts of its parts: plain data, live or from a recording. */
import type { AnyActorRef } from 'xstate';
import type { CallSnapshot } from '../../../machines/call/machine';
import { PLAYER } from '../../../machines/call/setup';
import type { CallContext } from '../../../machines/call/types';
import { chatFact, type ChatValue } from '../../../machines/chat/fact';
import type { ChatContext, ChatFact } from '../../../machines/chat/types';
import { deviceFact, type DeviceValue } from '../../../machines/device/fact';
import type { DeviceContext, DeviceFact } from '../../../machines/device/types';
import type { DeviceKind } from '../../../machines/engine';
import { failure } from '../../../machines/failure';
import { noiseFact } from '../../../machines/noise/fact';
import type { NoiseContext, NoiseFact } from '../../../machines/noise/types';
import { playerFact } from '../../../machines/player/fact';
import type { PlayerFact } from '../../../machines/player/types';
import { publisherFact } from '../../../machines/publisher/fact';
import type { PublisherFact } from '../../../machines/publisher/types';
import { screenFact } from '../../../machines/screen/fact';
import type { ScreenFact } from '../../../machines/screen/types';
import { speakerFact, type SpeakerValue } from '../../../machines/speaker/fact';
import type { SpeakerContext, SpeakerFact } from '../../../machines/speaker/types';
import { tokenFact } from '../../../machines/token/fact';
import type { TokenContext, TokenFact } from '../../../machines/token/types';
import { voiceFact, type VoiceValue } from '../../../machines/voice/fact';
import type { VoiceFact } from '../../../machines/voice/types';

/** Where a chart is, and what it knows. */
export type ChartState = { value: unknown; context: unknown };
/** `children`: the charts that run under the call's, by path, e.g. `camera`, `screen/publisher`, `player:ann_camera`. */
export type CallTree = { value: unknown; context: CallContext; children: Readonly<Record<string, ChartState>> };

export type CallFacts = Omit<CallContext, DeviceKind | 'speaker' | 'noise' | 'token' | 'publisher' | 'streams'> &
	Record<DeviceKind, DeviceFact> & {
		speaker: SpeakerFact;
		noise: NoiseFact;
		voice: VoiceFact;
		chat: ChatFact;
		screen: ScreenFact;
		token: TokenFact;
		publisher: PublisherFact | null;
		players: Record<string, PlayerFact>;
	};

type Children = Readonly<Record<string, AnyActorRef | undefined>>;

/** Of a running call. */
export const stateOf = ({ value, context, children }: CallSnapshot): CallTree => ({
	value,
	context,
	children: Object.fromEntries(chartsIn(children, ''))
});

type ChartSnapshot = ChartState & { status: string; children: Children };

function chartsIn(children: Children, path: string): [string, ChartState][] {
	return Object.entries(children).flatMap(([id, child]) => {
		const snapshot = child?.getSnapshot() as ChartSnapshot | undefined;
		if (snapshot?.status !== 'active' || !('value' in snapshot)) return [];
		const { value, context } = snapshot;
		return [
			[`${path}${id}`, { value, context }] as [string, ChartState],
			...chartsIn(snapshot.children, `${path}${id}/`)
		];
	});
}

export function factsOf({ context, children }: CallTree): CallFacts {
	const { camera, microphone, speaker, noise, token, publisher, streams, ...own } = context;
	return {
		...own,
		camera: deviceIn(children.camera, camera),
		microphone: deviceIn(children.microphone, microphone),
		noise: noiseIn(children.noise, noise),
		speaker: speakerIn(children.speaker, speaker),
		voice: voiceFact(children.voice?.value as VoiceValue | undefined),
		chat: chatFact(children.chat?.value as ChatValue | undefined, children.chat?.context as ChatContext),
		screen: screenIn(children, context),
		token: children.token
			? tokenFact(children.token.value as string, children.token.context as TokenContext)
			: { state: token, failure: null },
		publisher: publisher && publisherIn(children.publisher),
		players: Object.fromEntries(
			Object.keys(streams).flatMap((streamID) => {
				const player = children[PLAYER(streamID)];
				return player ? [[streamID, playerFact(player.value as never, player.context as never)]] : [];
			})
		)
	};
}

/** Without its chart, which has ended or thrown an error, a device is what the call knew of it last. */
function deviceIn(chart: ChartState | undefined, { state, wanted, choice }: CallContext[DeviceKind]): DeviceFact {
	if (chart) return deviceFact(chart.value as DeviceValue, chart.context as DeviceContext);
	const why = state === 'blocked' ? failure('unknown.error') : null;
	return { state, wanted, choice, deviceID: choice?.deviceID ?? null, failure: why, muteRequested: false };
}

/** Without its chart, as in old recordings, sound comes out of the system's default. */
const speakerIn = (chart: ChartState | undefined, choice: CallContext['speaker'] = null): SpeakerFact =>
	chart
		? speakerFact(chart.value as SpeakerValue, chart.context as SpeakerContext)
		: { state: 'usual', choice, failure: null, isTested: false };

/** Without its chart, as in old recordings, noise is treated as browsers do. */
const noiseIn = (chart: ChartState | undefined, wanted: CallContext['noise'] = 'browser'): NoiseFact =>
	chart
		? noiseFact(chart.value as NoiseFact['state'], chart.context as NoiseContext)
		: { state: 'settled', wanted, used: 'browser', failure: null };

function publisherIn(chart: ChartState | undefined): PublisherFact | null {
	if (!chart) return null;
	const { value, context } = chart;
	const state = typeof value === 'string' ? value : (value as { open: string }).open;
	return publisherFact(state as PublisherFact['state'], context as PublisherFact);
}

function screenIn(children: CallTree['children'], { end }: CallContext): ScreenFact {
	const { screen } = children;
	if (!screen) return { state: 'off', paused: false, failure: end ? null : failure('unknown.error') };
	return screenFact(screen.value as never, screen.context as never, publisherIn(children['screen/publisher']));
}
