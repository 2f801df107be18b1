/** Tokens from our own server, for the seat of this tab. */
import * as v from 'valibot';
import type { TokenSource } from '../call/engine.actors';
import { failure, isFailureCode, type Failure } from '../../../machines/failure';
import { BASE_PATH } from '../api/base';
import type { IceServer } from '../api/ice';
import { roomQuery } from '../api/room';
import { refusal, TOKEN_PATH, tokenResponse, type TokenResponse } from '../api/token';
import { myAccess } from './access';
import { claimUser, mySeat, rememberSeat } from './tab';

/** `iceServers`: those that came with the latest token. Like the token, they enter no chart. */
export function tokenSource(): { tokens: TokenSource; iceServers: () => IceServer[] } {
	let claimed: Promise<string | null> | undefined;
	let iceServers: IceServer[] = [];

	/** The seat this tab may use: the one it remembers, unless another tab sits on it. */
	const claim = async (): Promise<string | null> => {
		const mine = mySeat();
		return mine && (await claimUser(mine.userID)) ? mine.seat : null;
	};

	const fetch: TokenSource['fetch'] = async (roomID, signal) => {
		const seat = await (claimed ??= claim());
		const { seat: given, ...granted } = await request(roomID, seat, signal);
		const { userID, token, expiresIn } = granted;
		if (given !== seat) {
			rememberSeat({ userID, seat: given });
			claimed = claimUser(userID).then(() => given);
		}
		iceServers = granted.iceServers;
		return { userID, token, expiresIn };
	};

	return { tokens: { fetch }, iceServers: () => iceServers };
}

async function request(roomID: string, seat: string | null, signal: AbortSignal): Promise<TokenResponse> {
	const response = await post(roomQuery(roomID), seat === null ? {} : { seat }, signal);
	const answer: unknown = await response.json().catch(() => null);
	if (!response.ok) throw refused(response.status, answer);
	return v.parse(tokenResponse, answer);
}

async function post(query: string, body: object, signal: AbortSignal): Promise<Response> {
	const access = myAccess();
	try {
		return await fetch(BASE_PATH + TOKEN_PATH + query, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(access !== null && { authorization: `Bearer ${access}` }) },
			body: JSON.stringify(body),
			signal
		});
	} catch (error) {
		throw failure('network.tokenUnreachable', String(error));
	}
}

function refused(status: number, answer: unknown): Failure {
	const result = v.safeParse(refusal, answer);
	return result.success && isFailureCode(result.output.code)
		? failure(result.output.code, result.output.detail)
		: failure('network.tokenUnreachable', `HTTP ${status}`);
}
