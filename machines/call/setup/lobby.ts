/** Engine and token: what must be there before a call can begin. */
import { assign } from 'xstate';
import type { Failure } from '../../failure';
import type { EventOf } from '../types';
import { base } from './base';

export const withLobby = base.extend({
	guards: {
		isResumed: ({ context }) => context.resume,
		canStart: ({ context }) => context.engine.state !== 'failed' && context.token !== 'failed',
		isEngineReady: ({ context }) => context.engine.state === 'ready',
		isTokenValid: ({ context }) => context.token === 'valid',
		isTokenRefused: (_, { code }: Failure) => code === 'auth.tokenInvalid' || code === 'auth.tokenExpired',
		/** To ask again changes nothing, unless someone in the room does. */
		isRefusal: (_, { retryable }: Failure) => !retryable,
		isRefusedHere: ({ context }, { roomID, failure }: EventOf<'lobby.refused'>) =>
			roomID === context.roomID && !failure.retryable,
		hasTokenFailed: (_, { token }: EventOf<'report.token'>) => token.state === 'failed'
	},
	actions: {
		nameUser: assign({ user: ({ context }, userName: string) => ({ ...context.user, userName }) }),
		recordEngineReady: assign({ engine: { state: 'ready', failure: null } }),
		recordEngineLoading: assign({ engine: { state: 'loading', failure: null } }),
		recordEngineFailed: assign({ engine: (_, failure: Failure) => ({ state: 'failed' as const, failure }) }),
		recordRefusal: assign({ refusal: (_, failure: Failure) => failure, users: {} }),
		forgetRefusal: assign({ refusal: null }),
		recordToken: assign(({ context }, { token, userID }: EventOf<'report.token'>) => ({
			token: token.state,
			user: userID === null ? context.user : { ...context.user, userID }
		}))
	}
});
