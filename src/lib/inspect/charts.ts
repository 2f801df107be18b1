/** Every chart that the inspector records, draws and replays, by the ID of its machine. Add a new chart here. */
import type { AnyStateMachine } from 'xstate';
import { callMachine } from '../../../machines/call/machine';
import { chatMachine } from '../../../machines/chat/machine';
import { deviceMachine } from '../../../machines/device/machine';
import { noiseMachine } from '../../../machines/noise/machine';
import { playerMachine } from '../../../machines/player/machine';
import { publisherMachine } from '../../../machines/publisher/machine';
import { screenMachine } from '../../../machines/screen/machine';
import { speakerMachine } from '../../../machines/speaker/machine';
import { tokenMachine } from '../../../machines/token/machine';
import { voiceMachine } from '../../../machines/voice/machine';
import { earlyMachine } from '../engine/local/early/machine';
import { linkMachine } from '../engine/local/link/machine';
import { overloadMachine } from '../engine/local/overload/machine';
import { pairMachine } from '../engine/local/pair/machine';
import { sessionMachine } from '../engine/local/session/machine';

/** The charts in `machines/`, whatever engine a call has. */
const CALL = [
	callMachine,
	deviceMachine,
	speakerMachine,
	noiseMachine,
	voiceMachine,
	chatMachine,
	screenMachine,
	tokenMachine,
	publisherMachine,
	playerMachine
] as const;
const LOCAL_ENGINE = [sessionMachine, linkMachine, pairMachine, earlyMachine, overloadMachine] as const;

/** Any chart in `machines/`. */
export type Machine = (typeof CALL)[number];
/** Any chart of the local engine. */
export type EngineMachine = (typeof LOCAL_ENGINE)[number];
/** A map, not an object: recordings are hostile input, and `constructor` is no chart. */
export type ChartsByID = ReadonlyMap<string, AnyStateMachine>;

export const CHARTS: ChartsByID = new Map(
	[...CALL, ...LOCAL_ENGINE].map((machine): [string, AnyStateMachine] => [machine.id, machine])
);
