/** What the session's states do on their transitions, by short names. */
import type { FailureCode } from '../../../../../machines/failure';
import type { RoomReason } from '../../../../../machines/room.reason';
import type { ServerEvent, Task } from './setup';

export const tell = (reason: RoomReason, code: FailureCode | null = null) =>
	({ type: 'tell', params: { reason, code } }) as const;
export const tellWhy = (reason: RoomReason) => ({ type: 'tellWhy', params: { reason } }) as const;
export const handle = { type: 'handle', params: ({ event }: { event: ServerEvent }) => event.message } as const;
/** Has the engine do it. */
export const run = (task: Task) => ({ type: 'task', params: task }) as const;
export const sendBareLogin = { type: 'sendLogin', params: [] } as const;

export const kicked = { target: '#session.away', actions: tellWhy('KICKOUT') } as const;
/** Out of one room and into the next. */
export const hop = [run('leave'), tell('LOGOUT'), 'keepLogin', tell('LOGINING')] as const;
