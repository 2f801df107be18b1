import { linkMachine, type LinkContext } from '../../../src/lib/engine/local/link/machine';
import { chart, error, only } from './chart';

export const link = chart<LinkContext>({
	machine: linkMachine,
	beginnings: { connecting: undefined },
	variants: {
		'link.send': only({ text: '{}' }),
		'xstate.error.actor.socket': error(new Error('no socket')),
		'xstate.error.actor.reach': error(new Error('no answer'))
	},
	facts: ({ attempt }) => ({ attempt })
});
