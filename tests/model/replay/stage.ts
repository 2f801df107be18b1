/** Brings a real call to where the chart under test begins, and lets nothing more happen by itself. */
import type { AnyActorRef } from 'xstate';
import type { CallInput } from '../../../machines/call/types';
import type { ScriptedAnswer, Operation } from '../../../src/lib/engine/simulated/simulated.script';
import type { ChartName } from '../charts';
import { ROOM, startCall, type RunningCall } from '../harness/call';
import type { BareChart } from './bare';
import { edgesOf } from './edges';

export type Stage = {
	call: RunningCall;
	/** The actor whose chart is replayed. */
	ref: AnyActorRef;
	/** The edges that chart has taken since this was asked last. */
	taken(): string[];
};

const HELD: ScriptedAnswer = { outcome: 'never' };
/** Nothing is answered but by a step of the path. */
const ALL_HELD = {
	checkSystemRequirements: HELD,
	openDevice: HELD,
	closeDevice: HELD,
	setNoiseSuppression: HELD,
	startScreenCapture: HELD,
	enterLobby: HELD,
	loginRoom: HELD,
	switchRoom: HELD,
	startPublishing: HELD,
	startPlaying: HELD,
	sendBroadcastMessage: HELD,
	renewToken: HELD,
	logoutRoom: HELD
} satisfies Record<Operation, ScriptedAnswer>;

type Beginning = { camera?: boolean; resume?: boolean; speaker?: boolean; noise?: CallInput['noise'] };
type Scenery = { begin: Beginning; until?: (call: RunningCall) => Promise<void>; child?: string };

const SPEAKER = { deviceID: 'speaker-2', label: 'Another speaker' };
const ann = { userID: 'ann', userName: 'Ann' };
const STREAM = 'ann_camera';

const inLobby = async (call: RunningCall) => call.advance(300);
const inCall = async (call: RunningCall) => {
	await call.advance(300);
	call.actor.send({ type: 'user.start', userName: 'Me' });
	await call.advance(300);
};

const SCENES: Record<Exclude<ChartName, BareChart>, (beginning: string) => Scenery> = {
	call: (beginning) => ({ begin: { resume: beginning === 'resumed' } }),
	device: (beginning) => ({ begin: { camera: beginning === 'wanted' }, child: 'camera' }),
	noise: (beginning) => ({ begin: { noise: beginning === 'remembered' ? 'off' : 'browser' }, child: 'noise' }),
	speaker: (beginning) => ({ begin: { speaker: beginning === 'remembered' }, child: 'speaker' }),
	voice: () => ({ begin: {}, child: 'voice' }),
	chat: () => ({ begin: {}, until: inCall, child: 'chat' }),
	token: () => ({ begin: {}, child: 'token' }),
	screen: () => ({ begin: {}, until: inCall, child: 'screen' }),
	publisher: () => ({
		begin: { camera: true },
		until: async (call) => {
			await inLobby(call);
			call.engine.prompter.answers.startPublishing = HELD;
			await inCall(call);
		},
		child: 'publisher'
	}),
	player: () => ({
		begin: {},
		until: async (call) => {
			await inLobby(call);
			call.engine.prompter.answers.startPlaying = HELD;
			await inCall(call);
			call.engine.room.people.join(ROOM, ann);
			call.engine.room.people.publish(ann.userID);
		},
		child: `player:${STREAM}`
	})
};

export async function setStage(chart: Exclude<ChartName, BareChart>, beginning: string): Promise<Stage> {
	const { begin, until, child } = SCENES[chart](beginning);
	const input: Partial<CallInput> = {
		intents: { camera: begin.camera ?? false, microphone: false },
		resume: begin.resume ?? false,
		...(begin.noise && { noise: begin.noise }),
		...(begin.speaker && { choices: { camera: null, microphone: null, speaker: SPEAKER } })
	};
	const edges = edgesOf();
	const call = startCall({
		input,
		...(until === undefined && { script: { answers: { ...ALL_HELD } } }),
		tokens: (tokens) => {
			if (until === undefined) tokens.next = { outcome: 'never' };
		},
		inspect: edges.inspect
	});
	call.output.isHeld = true;
	await call.settled();
	// Which devices there are is for the path to say.
	if (chart === 'device' || chart === 'speaker') call.engine.hardware.tellDevices = () => undefined;
	if (until) {
		await until(call);
		Object.assign(call.engine.prompter.answers, ALL_HELD);
		call.tokens.next = { outcome: 'never' };
		await call.settled();
	}
	const ref = child === undefined ? call.actor : call.actor.getSnapshot().children[child];
	if (!ref) throw new Error(`There is no ${child} in this call`);
	return { call, ref, taken: () => edges.takenBy(ref) };
}
