/** Everything that is played with the environment. */
import type { Composition } from '../harness/tours';
import { BROWSERS } from './browsers';
import { CHOICES } from './choices';
import { EDGES, PAIRS } from './devices';
import { HOMES } from './homes';
import { INPUTS } from './inputs';
import { DEVICE_MOMENTS, PAGE_MOMENTS } from './moments';
import { NETWORKS } from './networks';
import { ASLEEP, KEPT_PAGES, PAGES } from './pages';
import { PEOPLE } from './people';
import { ROOMS } from './rooms';
import { SCREENS } from './screens';
import { SERVERS } from './servers';
import { SOUNDS } from './sounds';

export const PLAYS = {
	devices: EDGES,
	'pairs of devices': PAIRS,
	choices: CHOICES,
	pages: PAGES,
	'kept pages': KEPT_PAGES,
	sleep: ASLEEP,
	'devices meanwhile': DEVICE_MOMENTS,
	'pages meanwhile': PAGE_MOMENTS,
	networks: NETWORKS,
	homes: HOMES,
	servers: SERVERS,
	rooms: ROOMS,
	people: PEOPLE,
	screens: SCREENS,
	sounds: SOUNDS,
	inputs: INPUTS,
	browsers: BROWSERS
} as const satisfies Record<string, Composition>;
