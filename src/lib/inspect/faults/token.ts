/**
 * A token that expires: the server gives one that lives for two seconds in place of the one in use, and no other is to be
 * had until it is over. What follows is the server's doing.
 */
import * as v from 'valibot';
import { tokenResponse, type TokenResponse } from '../../api/token';
import type { CallHandle } from '../../app/call';
import { mySeat } from '../../app/tab';
import type { Fault } from './fault';
import type { Sockets } from './sockets';

const browsersFetch = window.fetch.bind(window);
const PATH = '/api/token';
/** The server counts whole seconds: one could be over before it is there. */
const LIFETIME = 2;

/** One more for this tab's own user; it lives for so many seconds. */
export async function askToken({ roomID }: CallHandle, lifetime: number): Promise<TokenResponse> {
	const response = await browsersFetch(PATH, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ roomID, seat: mySeat()?.seat, lifetime })
	});
	return v.parse(tokenResponse, await response.json());
}

export function expireToken(isOn: () => boolean, sockets: Sockets): Fault {
	window.fetch = (input, init) =>
		isOn() && input === PATH ? Promise.reject(new TypeError('Failed to fetch')) : browsersFetch(input, init);
	return {
		async begin(call) {
			const { token } = await askToken(call, LIFETIME);
			sockets.say({ t: 'renew', token });
		},
		end() {
			// The next renewal gets through by itself.
		}
	};
}
