import { delay } from '../delays';
import { ignored } from '../ignored';
import { callSetup } from './setup';
import { ignoredReason, ofOtherRoom } from './transitions';

export const loggingOut = callSetup.createStateConfig({
	description: 'Devices, publishing and playing are stopped at once. The room is told, and not waited for long.',
	tags: ['pending', 'leaving'],
	entry: ['stopStreams', 'stopChildren'],
	invoke: { src: 'leaveRoom', onError: { target: 'destroyed' } },
	on: {
		'room.LOGINING': ignoredReason('Too late: the person has left.'),
		'room.LOGINED': ignoredReason('Too late: the logout is on its way, and destroying the engine ends the rest.'),
		'room.LOGIN_FAILED': ignoredReason('Not in the room, as wanted. The logout is answered next.'),
		'room.RECONNECTING': ignoredReason('The deadline of the logout decides.'),
		'room.RECONNECTED': ignoredReason('The logout is on its way.'),
		'room.RECONNECT_FAILED': { target: 'destroyed' },
		'room.KICKOUT': { target: 'destroyed' },
		'room.LOGOUT': [ofOtherRoom, { target: 'destroyed' }],
		'room.LOGOUT_FAILED': { target: 'destroyed' },
		'user.leave': ignored('Leaving already.'),
		'page.navigate': ignored('Leaving already.'),
		'page.hide': { target: 'destroyed' }
	},
	after: { [delay('logout')]: { target: 'destroyed' } }
});
