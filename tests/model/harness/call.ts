/** A running call: the real charts on a simulated engine, in simulated time. */
import { createActor, type InspectionEvent, type SnapshotFrom } from 'xstate';
import type { callMachine } from '../../../machines/call.machine';
import type { CallInput, Notice } from '../../../machines/call.types';
import { callOn } from '../../../machines/engine.actors';
import type { Failure } from '../../../machines/failure';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';
import type { Script } from '../../../src/lib/engine/simulated/simulated.script';
import { StepClock, settled } from './clock';
import { ScriptedTokens } from './tokens';

export const ROOM = 'room-1';
const NOTICES = ['notice.joined', 'notice.gone', 'notice.switchFailed', 'notice.reasonIgnored'] as const;

export type Setting = {
	script?: Script;
	input?: Partial<CallInput>;
	tokens?: (tokens: ScriptedTokens) => void;
	inspect?: (event: InspectionEvent) => void;
};

export type RunningCall = ReturnType<typeof startCall>;

export function startCall({ script, input, tokens: prepare, inspect }: Setting = {}) {
	const clock = new StepClock();
	const tokens = new ScriptedTokens(clock);
	prepare?.(tokens);
	const engines: SimulatedEngine[] = [];
	let loadFailure: Failure | null = null;
	const load = async () => {
		if (loadFailure) throw loadFailure;
		const engine = createSimulatedEngine({ media: new MediaRegistry(), clock, ...(script && { script }) });
		engines.push(engine);
		return engine;
	};
	const { machine, release } = callOn({ loadEngine: load, tokens });
	const actor = createActor(machine, {
		clock,
		...(inspect && { inspect }),
		input: {
			roomID: ROOM,
			userName: 'Me',
			intents: { camera: true, microphone: true },
			resume: false,
			...input
		}
	});
	const notices: Notice[] = [];
	for (const type of NOTICES) actor.on(type, (notice) => notices.push(notice));
	const errors: unknown[] = [];
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
		notices,
		/** What the chart itself has thrown: there must be nothing. */
		errors,
		/** Every engine that was loaded: one, unless loading failed. */
		engines,
		get engine(): SimulatedEngine {
			const [engine] = engines;
			if (!engine) throw new Error('The engine has not been loaded');
			return engine;
		},
		failLoading: (why: Failure | null) => (loadFailure = why),
		get top(): string {
			return topOf(actor.getSnapshot().value);
		},
		get context() {
			return actor.getSnapshot().context;
		},
		advance: (milliseconds: number) => clock.advance(milliseconds),
		settled
	};
}

export const topOf = (value: SnapshotFrom<typeof callMachine>['value']): string =>
	typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
