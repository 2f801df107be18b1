/**
 * Lets the token expire: replaces it by one that lives for four seconds, and refuses to fetch another until the fault is
 * off. Everything else is up to the server.
 */
import * as v from 'valibot';
import { BASE_PATH } from '../../api/base';
import { roomQuery } from '../../api/room';
import { TOKEN_PATH, tokenResponse, type TokenResponse } from '../../api/token';
import type { Fault } from './fault';
import type { Sockets } from './sockets';

const browsersFetch = window.fetch.bind(window);
const URL_OF_TOKENS = BASE_PATH + TOKEN_PATH;
const isForToken = (input: unknown) => typeof input === 'string' && input.startsWith(URL_OF_TOKENS);
/** Seconds. The server counts whole ones and refuses a token that is over, so that a busy page has three to hand it back. */
const LIFETIME = 4;

/** Another token for this tab's own user. `lifetime`: seconds. */
export async function requestToken(roomID: string, seat: string | undefined, lifetime: number): Promise<TokenResponse> {
	const response = await browsersFetch(URL_OF_TOKENS + roomQuery(roomID), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ seat, lifetime })
	});
	return v.parse(tokenResponse, await response.json());
}

export function expireToken(isOn: () => boolean, sockets: Sockets): Fault {
	window.fetch = (input, init) =>
		isOn() && isForToken(input) ? Promise.reject(new TypeError('Failed to fetch')) : browsersFetch(input, init);
	return {
		async begin({ call, seat }) {
			const { token } = await requestToken(call.roomID, seat, LIFETIME);
			sockets.send({ t: 'renew', token });
		},
		end() {
			// The chart retries the renewal by itself.
		}
	};
}
