/** Everything that is played with the environment. */
import type { Composition } from '../harness/tours';
import { BROWSERS } from './browsers';
import { EDGES, PAIRS } from './devices';
import { HOMES } from './homes';
import { NETWORKS } from './networks';
import { ASLEEP, KEPT_PAGES, PAGES } from './pages';
import { PEOPLE } from './people';
import { SERVERS } from './servers';

export const PLAYS = {
	devices: EDGES,
	'pairs of devices': PAIRS,
	pages: PAGES,
	'kept pages': KEPT_PAGES,
	sleep: ASLEEP,
	networks: NETWORKS,
	homes: HOMES,
	servers: SERVERS,
	people: PEOPLE,
	browsers: BROWSERS
} as const satisfies Record<string, Composition>;
