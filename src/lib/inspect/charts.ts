/** The charts of a call by the name under which they are recorded and drawn. */
import type { AnyStateMachine } from 'xstate';
import { callMachine } from '../../../machines/call/machine';
import { deviceMachine } from '../../../machines/device/machine';
import { playerMachine } from '../../../machines/player/machine';
import { publisherMachine } from '../../../machines/publisher/machine';
import { screenMachine } from '../../../machines/screen/machine';
import { tokenMachine } from '../../../machines/token/machine';
import { chartGraph, type ChartGraph } from './chart/graph';

/** Any of the charts of a call. */
export type Machine =
	| typeof callMachine
	| typeof deviceMachine
	| typeof playerMachine
	| typeof publisherMachine
	| typeof screenMachine
	| typeof tokenMachine;
export type Charts = Readonly<Record<string, AnyStateMachine>>;

export const CHARTS: Charts = Object.fromEntries(
	[callMachine, deviceMachine, screenMachine, tokenMachine, publisherMachine, playerMachine].map((it) => [it.id, it])
);

export const GRAPHS: ReadonlyMap<string, ChartGraph> = new Map(
	Object.entries(CHARTS).map(([id, machine]) => [id, chartGraph(machine)])
);
