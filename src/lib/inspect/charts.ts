/** Every chart that the inspector records, draws and replays, by the ID of its machine. Add a new chart here. */
import type { AnyStateMachine } from 'xstate';
import { callMachine } from '../../../machines/call/machine';
import { deviceMachine } from '../../../machines/device/machine';
import { playerMachine } from '../../../machines/player/machine';
import { publisherMachine } from '../../../machines/publisher/machine';
import { screenMachine } from '../../../machines/screen/machine';
import { tokenMachine } from '../../../machines/token/machine';

const MACHINES = [callMachine, deviceMachine, screenMachine, tokenMachine, publisherMachine, playerMachine] as const;

/** Any of the charts. */
export type Machine = (typeof MACHINES)[number];
/** A map, not an object: recordings are hostile input, and `constructor` is no chart. */
export type Charts = ReadonlyMap<string, AnyStateMachine>;

export const CHARTS: Charts = new Map(MACHINES.map((machine): [string, AnyStateMachine] => [machine.id, machine]));
