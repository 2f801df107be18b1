/** The environment of a call: what can happen to it from outside. Nothing here knows the app. */
import type { AnyStateMachine } from 'xstate';
import { choice } from './choice';
import { defaultDevice } from './default.device';
import { device } from './device';
import { features } from './features';
import { homes } from './homes';
import { input } from './input';
import { network } from './network';
import { page } from './page';
import { permission } from './permission';
import { person } from './person';
import { screen } from './screen';
import { server } from './server';
import { sound } from './sound';

export const MACHINES = {
	device,
	permission,
	defaultDevice,
	choice,
	page,
	network,
	homes,
	server,
	person,
	screen,
	sound,
	input,
	features
} as const satisfies Record<string, AnyStateMachine>;
export type MachineName = keyof typeof MACHINES;
export const MACHINE_NAMES = Object.keys(MACHINES) as MachineName[];
