import { callSetup } from './setup';

export const destroyed = callSetup.createStateConfig({
	description: 'The engine is destroyed. No track, connection, socket, listener or timer is left.',
	type: 'final',
	tags: 'ended'
});
