import { pairMachine } from '../../../src/lib/engine/local/pair/machine';
import type { PairContext } from '../../../src/lib/engine/local/pair/types';
import { chart, only } from './chart';

export const pair = chart<PairContext>({
	machine: pairMachine,
	alone: true,
	beginnings: { silent: { userID: 'ann', expectsMedia: false } },
	variants: { 'media.expected': only({ expectsMedia: true }, { expectsMedia: false }) },
	facts: ({ expectsMedia }) => ({ expectsMedia })
});
