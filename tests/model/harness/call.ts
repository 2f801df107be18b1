/** A running call: the real charts on a simulated engine, in simulated time. */
import { createActor, type InspectionEvent, type SnapshotFrom } from 'xstate';
import type { callMachine } from '../../../machines/call/machine';
import type { CallInput, Notice } from '../../../machines/call/types';
import { provideEngine } from '../../../src/lib/call/engine.actors';
import { factsOf, stateOf } from '../../../src/lib/call/facts';
import type { Failure } from '../../../machines/failure';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';
import type { Script } from '../../../src/lib/engine/simulated/simulated.script';
import { StepClock, settled } from './clock';
import { ScriptedOutput } from './output';
import { ScriptedTokens } from './tokens';

export const ROOM = 'room-1';
const NOTICES = [
	'notice.joined',
	'notice.gone',
	'notice.message',
	'notice.switchFailed',
	'notice.reasonIgnored'
] as const;

export type Setting = {
	script?: Script;
	input?: Partial<CallInput>;
	tokens?: (tokens: ScriptedTokens) => void;
	/** Milliseconds until the engine is loaded. */
	loadAfter?: number;
	loadFailure?: Failure;
	inspect?: (event: InspectionEvent) => void;
};

type CallValue = SnapshotFrom<typeof callMachine>['value'];
export type RunningCall = ReturnType<typeof startCall>;

export function startCall({ script, input, tokens: prepare, loadAfter, loadFailure, inspect }: Setting = {}) {
	const clock = new StepClock();
	const tokens = new ScriptedTokens(clock);
	prepare?.(tokens);
	const output = new ScriptedOutput();
	const engines: SimulatedEngine[] = [];
	let loads = 0;
	const load = async () => {
		loads += 1;
		if (loadAfter !== undefined) await new Promise<void>((resolve) => clock.setTimeout(() => resolve(), loadAfter));
		if (loadFailure) throw loadFailure;
		const engine = createSimulatedEngine({ media: new MediaRegistry(), clock, ...(script && { script }) });
		engines.push(engine);
		return engine;
	};
	const errors: unknown[] = [];
	const watchers: ((value: CallValue) => void)[] = [];
	const { machine, release } = provideEngine({ loadEngine: load, tokens, output });
	const actor = createActor(machine, {
		clock,
		inspect: (event) => {
			inspect?.(event);
			// A chart that throws is stopped, and its parent told: services fail with plain data, so an `Error` is a defect.
			if (event.type === '@xstate.event' && 'error' in event.event && event.event.error instanceof Error)
				errors.push(event.event.error);
			if (event.type === '@xstate.microstep' && watchers.length > 0 && event.actorRef === actor)
				for (const watch of watchers) watch((event.snapshot as SnapshotFrom<typeof callMachine>).value);
		},
		input: {
			roomID: ROOM,
			userName: 'Me',
			intents: { camera: true, microphone: true },
			choices: { camera: null, microphone: null },
			resume: false,
			...input
		}
	});
	const notices: Notice[] = [];
	for (const type of NOTICES) actor.on(type, (notice) => notices.push(notice));
	actor.subscribe({
		error: (error) => {
			errors.push(error);
			release();
		}
	});
	actor.start();
	return {
		actor,
		clock,
		tokens,
		output,
		notices,
		/** What a chart has thrown: there must be nothing. */
		errors,
		/** Every engine that was loaded: one, unless loading failed. */
		engines,
		get engine(): SimulatedEngine {
			const [engine] = engines;
			if (!engine) throw new Error('The engine has not been loaded');
			return engine;
		},
		/** Calls back in every state the chart passes through, also those it leaves at once. */
		onMicrostep: (watch: (value: CallValue) => void) => watchers.push(watch),
		/** How often an engine was asked for. */
		get loads(): number {
			return loads;
		},
		get top(): string {
			return topOf(actor.getSnapshot().value);
		},
		get context() {
			return actor.getSnapshot().context;
		},
		/** What is true in the call and its parts. */
		get facts() {
			return factsOf(stateOf(actor.getSnapshot()));
		},
		advance: (milliseconds: number) => clock.advance(milliseconds),
		settled
	};
}

export const topOf = (value: CallValue): string => (typeof value === 'string' ? value : (Object.keys(value)[0] ?? ''));
