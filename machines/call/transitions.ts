/** Decisions that several states of the call's chart share. */
import { failureOf } from '../failure';
import { ignored } from '../ignored';
import type { CallEvent, EventOf } from './types';

type Of<E> = { event: E };

/* For `params`: what of the event a guard or an action needs. */
export const whole = <E extends CallEvent>({ event }: Of<E>): E => event;
export const roomOf = ({ event }: Of<{ roomID: string }>) => event.roomID;
export const streamOf = ({ event }: Of<{ streamID: string }>) => event.streamID;
const whyBroken = ({ event }: Of<Parameters<typeof failureOf>[0]>) => failureOf(event, 'network.broken');

/** A room reason that changes nothing here, and why. It is noted. */
export const ignoredReason = <const W extends string>(why: W) => ({ ...ignored(why), actions: 'noteIgnored' }) as const;

/** Engines answer late, and a switch of rooms does not wait for the old room's logout. */
export const ofOtherRoom = {
	guard: { type: 'isOtherRoom', params: roomOf },
	...ignoredReason('It is about the room that was left by switching.')
} as const;
export const entered = [ofOtherRoom, { target: '#call.publishing' }] as const;
export const resumed = [ofOtherRoom, { target: '#call.publishing', actions: 'resumeStreams' }] as const;

export const failed = {
	target: '#call.loggingOut',
	actions: { type: 'endAsFailed', params: whyBroken }
} as const;
export const kicked = {
	target: '#call.loggingOut',
	actions: { type: 'endAsKicked', params: ({ event }: Of<EventOf<'room.KICKOUT'>>) => event.failure }
} as const;
export const loggedOut = [
	ofOtherRoom,
	{ target: '#call.loggingOut', actions: { type: 'endAs', params: 'loggedOut' } }
] as const;

/** A page that unloads says so with `page.hide`, unless the browser asks the person and the person stays. */
export const unloading = {
	guard: { type: 'isUnloading', params: ({ event }: Of<EventOf<'page.navigate'>>) => event },
	...ignored('page.hide follows if the page really goes.')
} as const;

/** Leaving is accepted in every state, and nothing can delay it. */
export const leaving = {
	'user.leave': { target: '#call.loggingOut', actions: { type: 'endAs', params: 'left' } },
	'page.hide': { target: '#call.loggingOut', actions: { type: 'endAs', params: 'pageHidden' } },
	'page.navigate': [unloading, { target: '#call.loggingOut', actions: { type: 'endAs', params: 'left' } }]
} as const;

/** Nobody is seen or heard again who is not there. Without a room, the call is over. */
export const abandoned = {
	target: '#call.loggingOut',
	actions: { type: 'endAsTimedOut', params: 'network.reconnectTimeout' }
} as const;
export const isAbandoned = { type: 'isAbandoned', params: whole<EventOf<'page.wake'>> } as const;
export const notForLong = ignored('That was too short for the person to have gone.');
export const wakingOutside = { 'page.wake': [{ guard: isAbandoned, ...abandoned }, notForLong] } as const;
/** The clock may have been set, too. So the call ends only if the room turns out to be lost. */
export const wakingInRoom = {
	'page.wake': [{ guard: isAbandoned, target: '#call.inCall.waking' }, notForLong]
} as const;

const inThisRoom = { type: 'isThisRoom', params: roomOf } as const;

export const seenInLobby = {
	guard: inThisRoom,
	actions: { type: 'recordLobby', params: whole<EventOf<'lobby.users'>> }
} as const;
export const lobbyUsers = { 'lobby.users': seenInLobby } as const;

const usersOf = whole<EventOf<'room.userUpdate'>>;
const streamUpdate = {
	'room.streamUpdate': {
		guard: inThisRoom,
		actions: { type: 'updateStreams', params: whole<EventOf<'room.streamUpdate'>> }
	}
} as const;

/** Those who were there before me are not announced as joining. */
export const people = {
	'room.userUpdate': {
		guard: inThisRoom,
		actions: [
			{ type: 'announceGone', params: usersOf },
			{ type: 'updateUsers', params: usersOf }
		]
	},
	...streamUpdate
} as const;
export const peopleInCall = {
	'room.userUpdate': {
		guard: inThisRoom,
		actions: [
			{ type: 'announceJoined', params: usersOf },
			{ type: 'announceGone', params: usersOf },
			{ type: 'updateUsers', params: usersOf }
		]
	},
	...streamUpdate
} as const;

const forChat = <T extends CallEvent['type']>() =>
	({ actions: { type: 'tellChat', params: whole<EventOf<T>> } }) as const;

/** In the room, or about to be in it again: a message that does not get through can be sent again. */
export const writing = {
	'user.openChat': forChat<'user.openChat'>(),
	'user.closeChat': forChat<'user.closeChat'>(),
	'user.sendMessage': forChat<'user.sendMessage'>(),
	'user.retryMessage': forChat<'user.retryMessage'>(),
	'room.broadcastMessage': { guard: inThisRoom, ...forChat<'room.broadcastMessage'>() }
} as const;

const noLogin = ignoredReason('No login has been asked for. It is about an earlier call.');
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

/** Both states in which I am in the room and connected. */
export const inRoom = {
	'room.LOGINING': ignoredReason('The engine logs in again by itself. When it matters, RECONNECTING says so.'),
	'room.LOGINED': ignoredReason('Already in the room.'),
	'room.LOGIN_FAILED': failed,
	'room.RECONNECTING': [ofOtherRoom, { target: '#call.reconnecting' }],
	'room.RECONNECTED': ignoredReason('The connection was not known to be lost.'),
	'room.RECONNECT_FAILED': failed,
	'room.KICKOUT': kicked,
	'room.LOGOUT': loggedOut,
	'room.LOGOUT_FAILED': ignoredReason('Nobody asked to log out. The room goes on.')
} as const;

/** The token for the other room could not be fetched, or that room did not let the person in. */
export const noteSwitchFailed = {
	type: 'noteSwitchFailed',
	params: ({ event }: Of<Parameters<typeof failureOf>[0]>) => failureOf(event, 'network.tokenUnreachable')
} as const;

/** For a child chart, as long as there are any. */
export const whileOpen = <const A>(actions: A) =>
	[{ guard: 'isOpen', actions }, ignored('The call is over, and the child charts are stopped.')] as const;

export const tellDevice = {
	type: 'tellDevice',
	params: whole<EventOf<'user.turnOn' | 'user.turnOff' | 'user.toggle' | 'user.selectDevice'>>
} as const;
/** Whoever turns their camera on wants more than sound. */
export const turnsOnPictures = {
	guard: { type: 'wantsPictures', params: ({ event }: Of<EventOf<'user.turnOn' | 'user.toggle'>>) => event.device },
	actions: [tellDevice, { type: 'choosePictures', params: 'automatic' }]
} as const;

const playerEvent = whole<
	EventOf<
		| 'remote.device'
		| 'remote.speaking'
		| 'page.autoplayFailed'
		| 'page.streamResized'
		| 'player.NO_PLAY'
		| 'player.PLAY_REQUESTING'
		| 'player.PLAYING'
	>
>;
export const forItsPlayer = [
	{ guard: { type: 'hasPlayer', params: streamOf }, actions: { type: 'tellPlayer', params: playerEvent } },
	ignored('The stream is not played, or not any more.')
] as const;

const publisherEvent = whole<EventOf<'publisher.NO_PUBLISH' | 'publisher.PUBLISH_REQUESTING' | 'publisher.PUBLISHING'>>;
/** The camera's stream and the screen's are published by charts of their own. */
export const forItsPublisher = [
	{
		guard: { type: 'isMyCameraStream', params: streamOf },
		actions: { type: 'tellPublisher', params: publisherEvent }
	},
	{ guard: { type: 'isMyScreenStream', params: streamOf }, actions: { type: 'tellScreen', params: publisherEvent } },
	ignored('The stream is not published, or not any more.')
] as const;
