/** Everything that is played with the environment. */
import type { Composition } from '../harness/tours';
import { EDGES } from './devices';
import { PAGES } from './pages';
import { PEOPLE } from './people';

export const PLAYS = { devices: EDGES, pages: PAGES, people: PEOPLE } as const satisfies Record<string, Composition>;
