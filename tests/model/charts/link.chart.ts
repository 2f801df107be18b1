import { linkMachine, type LinkContext } from '../../../machines/link.machine';
import { chart, error, only } from './chart';

export const link = chart<LinkContext>({
	machine: linkMachine,
	beginnings: { connecting: undefined },
	variants: {
		'link.send': only({ text: '{}' }),
		'xstate.error.actor.socket': error(new Error('no socket'))
	},
	facts: ({ attempt }) => ({ attempt })
});
