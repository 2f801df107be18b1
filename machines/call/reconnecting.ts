import { delay } from '../delays';
import { callSetup } from './setup';
import {
	failed,
	ignoredReason,
	kicked,
	leaving,
	loggedOut,
	peopleInCall,
	resumed,
	wakingOutside,
	writing
} from './transitions';

export const reconnecting = callSetup.createStateConfig({
	description: 'The room is out of reach. The engine retries, media may go on, and a countdown runs.',
	tags: ['pending', 'reconnecting'],
	entry: 'forgetQuality',
	on: {
		'room.LOGINING': ignoredReason('A part of reconnecting.'),
		'room.LOGINED': resumed,
		'room.LOGIN_FAILED': failed,
		'room.RECONNECTING': ignoredReason('The countdown runs from the first loss.'),
		'room.RECONNECTED': resumed,
		'room.RECONNECT_FAILED': failed,
		'room.KICKOUT': kicked,
		'room.LOGOUT': loggedOut,
		'room.LOGOUT_FAILED': ignoredReason('Nobody asked to log out. Reconnecting goes on.'),
		...leaving,
		...wakingOutside,
		...peopleInCall,
		...writing
	},
	after: {
		[delay('reconnecting')]: {
			target: 'loggingOut',
			actions: { type: 'endAsTimedOut', params: 'network.reconnectTimeout' }
		}
	}
});
