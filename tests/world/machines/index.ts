/** The environment of a call: what can happen to it from outside. Nothing here knows the app. */
import type { AnyStateMachine } from 'xstate';
import { defaultDevice } from './default.device';
import { device } from './device';
import { features } from './features';
import { homes } from './homes';
import { network } from './network';
import { page } from './page';
import { permission } from './permission';
import { person } from './person';
import { server } from './server';

export const MACHINES = {
	device,
	permission,
	defaultDevice,
	page,
	network,
	homes,
	server,
	person,
	features
} as const satisfies Record<string, AnyStateMachine>;
export type MachineName = keyof typeof MACHINES;
export const MACHINE_NAMES = Object.keys(MACHINES) as MachineName[];
