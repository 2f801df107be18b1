import { earlyMachine } from '../../../src/lib/engine/local/early/machine';
import type { EarlyContext } from '../../../src/lib/engine/local/early/types';
import { chart } from './chart';

export const early = chart<EarlyContext>({
	machine: earlyMachine,
	alone: true,
	beginnings: { agreeing: { offerID: 'offer-1' } },
	variants: {},
	facts: () => null
});
