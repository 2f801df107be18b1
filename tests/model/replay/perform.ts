/** Makes the events of a path happen to a real call: the person acts, the engine speaks or answers, time passes. */
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import type { CallEvent } from '../../../machines/call/types';
import type { DeviceFact } from '../../../machines/device/types';
import type { PublisherFact } from '../../../machines/publisher/types';
import type { TokenFact } from '../../../machines/token/types';
import type { DeviceChoice, DeviceKind, EngineEvent, OpenedDevice } from '../../../machines/engine';
import type { Failure } from '../../../machines/failure';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import type { Operation } from '../../../src/lib/engine/simulated/simulated.script';
import { CHART_NAMES, CHARTS } from '../charts';
import { ROOM } from '../harness/call';
import type { PathStep } from '../harness/paths';
import { timersOf } from './edges';
import type { Stage } from './stage';

/** Longer than an answer of the engine takes once it is given, shorter than any timer of the charts. */
const MOMENT = 8;

type Event = EventObject & Record<string, unknown>;
type Performance = (event: Event, stage: Stage) => void | Promise<void>;

const told: Performance = (event, { call }) => call.actor.send(event as CallEvent);
const emitted: Performance = (event, { call }) => call.engine.emit(event as EngineEvent);
/** What only another chart, or a defect of one, can bring about. */
const sent: Performance = (event, { ref }) => ref.send(event);

/** To a child chart, through the call: the call's event says which child. */
const toldTo =
	(address: object): Performance =>
	(event, { call }) =>
		call.actor.send({ ...event, ...address } as CallEvent);
const emittedTo =
	(address: object): Performance =>
	(event, { call }) =>
		call.engine.emit({ ...event, ...address } as EngineEvent);

const answered =
	(operation: Operation, subject?: string): Performance =>
	async ({ type, error, failure }, { call }) => {
		const why = (error ?? failure) as Failure | undefined;
		const outcome = why && !type.startsWith('xstate.done') ? 'reject' : 'succeed';
		const done = call.engine.prompter.answer(operation, { outcome, after: 0, ...(why && { failure: why }) }, subject);
		if (!done) throw new Error(`Nobody waits for ${operation}`);
		await call.advance(MOMENT);
	};

const outputAnswered =
	(operation: 'use' | 'playTestSound'): Performance =>
	async ({ type, error, failure }, { call }) => {
		const why = (error ?? failure) as Failure | undefined;
		const isAnswered = call.output.answer(operation, type.startsWith('xstate.done') ? null : (why ?? null));
		if (!isAnswered) throw new Error(`Nobody waits for ${operation}`);
		await call.settled();
	};

const tokenAnswered: Performance = async ({ type, error }, { call }) => {
	const outcome = type.startsWith('xstate.done') ? 'succeed' : 'fail';
	if (!call.tokens.answer({ outcome, ...(outcome === 'fail' && { failure: error as Failure }) }))
		throw new Error('Nobody waits for a token');
	await call.settled();
	if (call.engine.prompter.answer('renewToken', { outcome: 'succeed', after: 0 })) await call.advance(MOMENT);
};

/** What children report comes of what is done to them. */
const REPORTS: Record<string, Performance> = {
	'report.token': (event, stage) => {
		const { state, failure } = event.token as TokenFact;
		return tokenAnswered({ type: state === 'valid' ? 'xstate.done' : 'xstate.error', error: failure }, stage);
	},
	'report.device': (event, stage) => {
		const device = event.device as DeviceKind;
		const { state, failure } = event.fact as DeviceFact;
		if (state === 'opening') return told({ type: 'user.turnOn', device }, stage);
		return answered('openDevice', device)({ type: event.type, failure }, stage);
	},
	'report.speaker': (event, stage) => {
		const { deviceID } = event.choice as DeviceChoice;
		return told({ type: 'user.selectDevice', device: 'speaker', deviceID }, stage);
	},
	'report.noise': ({ suppression }, stage) => told({ type: 'user.suppressNoise', suppression }, stage),
	'report.publisher': (event, stage) => {
		const { state, streamID, failure } = event.fact as PublisherFact;
		const type = state === 'publishing' ? 'publisher.PUBLISHING' : 'publisher.NO_PUBLISH';
		return emitted({ type, streamID, failure }, stage);
	},
	'report.message': ({ user, text }, stage) =>
		emitted({ type: 'room.broadcastMessage', roomID: '', user, text, messageID: crypto.randomUUID() }, stage)
};

/** The camera that is to be opened is there, first of its kind, and muted or not. */
const arrangeHardware = ({ deviceID, muted }: OpenedDevice, { call }: Stage): void => {
	const { hardware } = call.engine;
	hardware.devices = [{ device: 'camera', deviceID, label: deviceID }, ...hardware.devices];
	if (muted) hardware.muted.add('camera');
	else hardware.muted.delete('camera');
};

/** What comes of an invocation, by what is invoked. */
const OUTCOMES: Record<string, Performance> = {
	createEngine: answered('checkSystemRequirements'),
	enterLobby: answered('enterLobby'),
	loginRoom: answered('loginRoom'),
	switchRoom: answered('switchRoom'),
	openDevice: (event, stage) => {
		if (event.output) arrangeHardware(event.output as OpenedDevice, stage);
		return answered('openDevice')(event, stage);
	},
	closeDevice: answered('closeDevice'),
	sendMessage: answered('sendBroadcastMessage'),
	suppressNoise: answered('setNoiseSuppression'),
	playTestSound: outputAnswered('playTestSound'),
	fetchToken: tokenAnswered,
	renewToken: tokenAnswered,
	/** Scripted before the state is entered: logging out takes no time to fail. */
	leaveRoom: (_, { call }) => call.settled()
};

const MY_CAMERA = { streamID: 'me_camera' };
const MY_SCREEN = { streamID: 'me_screen' };
const ANNS_CAMERA = { streamID: 'ann_camera' };

const resumed: Performance = (_, { call }) => {
	call.engine.room.loseConnection();
	call.engine.room.restoreConnection();
};

/** What the charts below the call are told, and by whom. */
const OF_CHILDREN: Record<string, Record<string, Performance>> = {
	call: {},
	device: {
		'user.turnOn': toldTo({ device: 'camera' }),
		'user.turnOff': toldTo({ device: 'camera' }),
		'user.toggle': toldTo({ device: 'camera' }),
		'user.selectDevice': toldTo({ device: 'camera' }),
		'device.lost': emittedTo({ device: 'camera' }),
		'device.muted': emittedTo({ device: 'camera' }),
		'device.muteRequested': emittedTo({ device: 'camera' }),
		'device.permission': emittedTo({ device: 'camera' }),
		'request.over': sent,
		'rest.begin': sent,
		'rest.end': sent
	},
	speaker: {
		'user.selectDevice': toldTo({ device: 'speaker' }),
		'speaker.used': outputAnswered('use'),
		'service.failed': outputAnswered('use')
	},
	voice: {
		'device.speaking': emittedTo({ device: 'microphone' }),
		'microphone.on': sent,
		'microphone.off': sent
	},
	chat: {
		'room.broadcastMessage': emittedTo({ roomID: ROOM }),
		'chat.clear': sent
	},
	token: { 'token.granted': sent },
	screen: {
		'screen.share': (_, stage) => told({ type: 'user.shareScreen' }, stage),
		'screen.toggle': (_, stage) => told({ type: 'user.toggleScreen' }, stage),
		'screen.captured': (event, stage) => {
			stage.call.engine.hardware.screenMuted = event.muted === true;
			return answered('startScreenCapture')(event, stage);
		},
		'service.failed': answered('startScreenCapture'),
		'stream.resume': resumed,
		'publisher.NO_PUBLISH': emittedTo(MY_SCREEN),
		'publisher.PUBLISH_REQUESTING': emittedTo(MY_SCREEN),
		'publisher.PUBLISHING': emittedTo(MY_SCREEN)
	},
	publisher: {
		'publisher.NO_PUBLISH': emittedTo(MY_CAMERA),
		'publisher.PUBLISH_REQUESTING': emittedTo(MY_CAMERA),
		'publisher.PUBLISHING': emittedTo(MY_CAMERA),
		'stream.resume': resumed,
		'pictures.chosen': sent,
		'service.failed': answered('startPublishing')
	},
	player: {
		'player.NO_PLAY': emittedTo(ANNS_CAMERA),
		'player.PLAY_REQUESTING': emittedTo(ANNS_CAMERA),
		'player.PLAYING': emittedTo(ANNS_CAMERA),
		'remote.device': emittedTo(ANNS_CAMERA),
		'remote.speaking': emittedTo(ANNS_CAMERA),
		'page.autoplayFailed': toldTo(ANNS_CAMERA),
		'page.streamResized': toldTo(ANNS_CAMERA),
		'pictures.chosen': sent,
		'stream.resume': resumed,
		'service.failed': answered('startPlaying'),
		'stream.DELETE': (event, stage) => {
			const { people } = stage.call.engine.room;
			if (event.reason === null) people.unpublish('ann');
			else people.leave('ann', 'lost');
		}
	}
};

const INVOKED = new Map(
	CHART_NAMES.flatMap((name) => chartGraph(CHARTS[name].machine).states.flatMap(({ invokes }) => invokes)).map(
		({ id, src }) => [id, src]
	)
);

function performanceOf(chart: string, type: string): Performance {
	const own = OF_CHILDREN[chart]?.[type] ?? REPORTS[type];
	if (own) return own;
	if (type.startsWith('xstate.after.')) return timePasses;
	const id = /^xstate\.(?:done|error)\.actor\.(.+)$/.exec(type)?.[1];
	if (id !== undefined) return OUTCOMES[INVOKED.get(id) ?? ''] ?? sent;
	return type.startsWith('user.') || type.startsWith('page.') ? told : emitted;
}

/** Timer after timer, until this one has fired. */
const timePasses: Performance = async ({ type }, { call, ref }) => {
	const isSet = () => timersOf(ref).includes(type);
	if (!isSet()) throw new Error(`No timer runs for ${type}`);
	while (isSet()) await call.clock.step();
};

/**
 * Performs a step of a path; what is said rather than answered takes effect before this returns.
 * `next` is looked at for what has to be scripted beforehand.
 */
export function perform(stage: Stage, { event }: PathStep, next: PathStep | undefined): void | Promise<void> {
	const name = (stage.ref.getSnapshot() as AnyMachineSnapshot).machine.id;
	if (next && performanceOf(name, next.event.type) === OUTCOMES.leaveRoom)
		stage.call.engine.prompter.answers.logoutRoom = { outcome: 'reject' };
	return performanceOf(name, event.type)(event, stage);
}
