/** Decisions that several states of the call chart share. */
import { unheeded } from './exhaustive';

/** A room reason that changes nothing here, and why; it is noted. */
export const ignored = <const W extends string>(why: W) => ({ description: why, actions: 'noteIgnored' }) as const;

/** Engines answer late, and a switch of rooms does not wait for the old room to be done. */
export const ofOtherRoom = {
	guard: 'isOtherRoom',
	...ignored('It tells of the room that was left by switching.')
} as const;
export const entered = [ofOtherRoom, { target: '#call.publishing' }] as const;
export const resumed = [ofOtherRoom, { target: '#call.publishing', actions: 'resumeStreams' }] as const;

export const failed = { target: '#call.loggingOut', actions: 'endAsFailed' } as const;
export const kicked = { target: '#call.loggingOut', actions: 'endAsKicked' } as const;
export const loggedOut = [
	ofOtherRoom,
	{ target: '#call.loggingOut', actions: { type: 'endAs', params: 'loggedOut' } }
] as const;

/** Leaving is accepted in every state, and nothing can hold it up. */
export const leaving = {
	'user.leave': { target: '#call.loggingOut', actions: { type: 'endAs', params: 'left' } },
	'page.hide': { target: '#call.loggingOut', actions: { type: 'endAs', params: 'pageHidden' } }
} as const;

export const leavingLobby = {
	'user.leave': { target: '#call.destroyed', actions: { type: 'endAs', params: 'left' } },
	'page.hide': { target: '#call.destroyed', actions: { type: 'endAs', params: 'pageHidden' } }
} as const;

/** Those who were there before me are not announced as joining. */
export const people = {
	'room.userUpdate': { guard: 'isThisRoom', actions: ['announceGone', 'updateUsers'] },
	'room.streamUpdate': { guard: 'isThisRoom', actions: 'updateStreams' }
} as const;

const noLogin = ignored('No login has been asked for; it tells of an earlier call.');
export const beforeLogin = {
	'room.LOGINING': noLogin,
	'room.LOGINED': noLogin,
	'room.LOGIN_FAILED': noLogin,
	'room.RECONNECTING': noLogin,
	'room.RECONNECTED': noLogin,
	'room.RECONNECT_FAILED': noLogin,
	'room.KICKOUT': noLogin,
	'room.LOGOUT': noLogin,
	'room.LOGOUT_FAILED': noLogin
} as const;

export const peopleInCall = {
	...people,
	'room.userUpdate': { guard: 'isThisRoom', actions: ['announceJoined', 'announceGone', 'updateUsers'] }
} as const;

/** Both states in which I am in the room and connected. */
export const inRoom = {
	'room.LOGINING': ignored('The engine logs in again by itself; RECONNECTING says so when it matters.'),
	'room.LOGINED': ignored('Already in the room.'),
	'room.LOGIN_FAILED': failed,
	'room.RECONNECTING': [ofOtherRoom, { target: '#call.reconnecting' }],
	'room.RECONNECTED': ignored('The connection was not known to be lost.'),
	'room.RECONNECT_FAILED': failed,
	'room.KICKOUT': kicked,
	'room.LOGOUT': loggedOut,
	'room.LOGOUT_FAILED': ignored('Nobody asked to log out; the room goes on.')
} as const;

/** For a child chart, as long as there are any. */
export const whileOpen = <const A extends string | readonly string[]>(actions: A) =>
	[{ guard: 'isOpen', actions }, unheeded('The call is over: whom it concerns is stopped.')] as const;
export const forItsPlayer = [
	{ guard: 'hasPlayer', actions: 'tellPlayer' },
	unheeded('The stream is not played, or not any more.')
] as const;
/** Camera and screen are published by charts of their own. */
export const forItsPublisher = [
	{ guard: 'isMyCameraStream', actions: 'tellPublisher' },
	{ guard: 'isMyScreenStream', actions: 'tellScreen' },
	unheeded('The stream is not published, or not any more.')
] as const;
