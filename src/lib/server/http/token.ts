import * as v from 'valibot';
import { roomInQuery } from '../../api/room';
import { tokenRequest, type TokenResponse } from '../../api/token';
import type { CallServer } from '../call.server';
import { iceServersFor } from '../ice';
import { newSeat, seatOf } from '../seat';
import { refusal, reply } from './reply';

const MAX_BODY_BYTES = 1_024;

/**
 * `POST /api/token?room=<roomID>`: issues a token for one room. A tab's first request also gets it a seat. With access control it is the only way
 * in, and asks for the access token each time: who no longer has one gets no next token, and the last one ends with it.
 */
export async function postToken(server: CallServer, request: Request, address: string): Promise<Response> {
	const refuse = (...[status, code, detail]: Parameters<typeof refusal>) => {
		server.journal.refused('token', code, detail);
		return refusal(status, code, detail);
	};
	if (!server.requests.take(address)) return refuse(429, 'capacity.tooFast', 'too many requests from this address');
	const roomID = roomInQuery(new URL(request.url).search);
	if (roomID === null) return refuse(400, 'config.roomID', 'the address names no room');
	if (!request.headers.get('content-type')?.startsWith('application/json')) {
		return refuse(415, 'config.badMessage', 'application/json only');
	}
	// A body without a content-length is cut off by the SvelteKit adapter's own limit (BODY_SIZE_LIMIT).
	if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) {
		return refuse(413, 'capacity.tooLarge', `at most ${MAX_BODY_BYTES} bytes`);
	}
	// It rejects when the client hangs up halfway. That is no error of the server.
	const body = await request.text().catch(() => null);
	if (body === null) return refuse(400, 'config.badMessage', 'the body has not arrived');
	if (body.length > MAX_BODY_BYTES) return refuse(413, 'capacity.tooLarge', `at most ${MAX_BODY_BYTES} bytes`);
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenRequest), body);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const key = v.getDotPath(issue);
		if (key === 'seat') return refuse(403, 'auth.seatInvalid', 'not a seat');
		return refuse(400, 'config.badMessage', 'not a token request');
	}
	const { seat, lifetime } = parsed.output;
	const verdict = await server.access?.check(request.headers.get('authorization'), roomID);
	if (verdict?.ok === false) return refuse(verdict.status, verdict.code, verdict.detail);
	const access = verdict?.claims ?? null;
	const seated = seat === undefined ? newSeat(access?.sub) : seatOf(seat, access?.sub);
	if (!seated) return refuse(403, 'auth.seatInvalid', 'not a seat');
	const { userID } = seated;
	const { token, expiresIn, expiresAt } = server.tokens.issue(userID, roomID, lifetime, access);
	const iceServers = iceServersFor(server.config, { userID, roomID, expiresAt });
	return reply({ ...seated, token, expiresIn, iceServers } satisfies TokenResponse);
}
