import { overloadMachine } from '../../../src/lib/engine/local/overload/machine';
import type { OverloadContext } from '../../../src/lib/engine/local/overload/types';
import { chart, only } from './chart';

export const overload = chart<OverloadContext>({
	machine: overloadMachine,
	alone: true,
	beginnings: { whole: {} },
	variants: {
		'encoders.measured': only({ limited: true, load: null }, { limited: false, load: 0.1 })
	},
	facts: ({ step, strained }) => ({ step, strained })
});
