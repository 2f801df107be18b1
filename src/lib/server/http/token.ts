import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { FailureCode } from '../../../../machines/failure';
import { roomInQuery } from '../../api/room';
import { TOKEN_PATH, tokenRequest, type TokenResponse } from '../../api/token';
import type { AccessControl } from '../access/access';
import { addressOfRequest, askedOf } from '../address';
import type { Config } from '../config';
import { iceServersFor } from '../ice';
import type { Journal } from '../journal';
import type { RateLimitPerAddress } from '../rate.limit';
import { newSeat, seatOf } from '../seat';
import type { Tokens } from '../tokens';
import { bodyOf } from './body';

const MAX_BODY_BYTES = 1_024;

/** The parts of the server that issue tokens. */
interface TokenServer {
	readonly config: Config;
	readonly log: Logger;
	readonly journal: Journal;
	readonly tokens: Tokens;
	readonly access: AccessControl | null;
	readonly requests: RateLimitPerAddress;
}

interface Answer {
	readonly status: number;
	readonly body: object;
}

/**
 * `POST /api/token?room=<roomID>`: issues a token for one room; false for requests to other addresses. It is asked by everyone who joins,
 * so it does without SvelteKit: the `Request` that this makes stays in memory until the next collection of old objects, 10 kB for each
 * person.
 */
export function answerToken(server: TokenServer, request: IncomingMessage, response: ServerResponse): boolean {
	const { pathname, query } = askedOf(request);
	if (request.method !== 'POST' || pathname !== server.config.basePath + TOKEN_PATH) return false;
	const failed = (err: unknown): Answer => {
		server.log.error({ err, route: TOKEN_PATH }, 'request failed');
		return { status: 500, body: {} };
	};
	void grantOrRefuse(server, request, query)
		.catch(failed)
		.then(({ status, body }) => {
			response.statusCode = status;
			response.setHeader('cache-control', 'no-store');
			response.setHeader('content-type', 'application/json');
			// The rest of the body is not read.
			if (status === 413) response.shouldKeepAlive = false;
			response.end(JSON.stringify(body));
		});
	return true;
}

/**
 * A tab's first request also gets it a seat. With access control this is the only way in, and asks for the access token each time: who no
 * longer has one gets no next token, and the last one ends with it.
 */
async function grantOrRefuse(server: TokenServer, request: IncomingMessage, query: string): Promise<Answer> {
	const refuse = (status: number, code: FailureCode, detail: string): Answer => {
		server.journal.refused('token', code, detail);
		return { status, body: { code, detail } };
	};
	if (!server.requests.take(addressOfRequest(request, server.config))) {
		return refuse(429, 'capacity.tooFast', 'too many requests from this address');
	}
	const roomID = roomInQuery(query);
	if (roomID === null) return refuse(400, 'config.roomID', 'the address names no room');
	const { headers } = request;
	if (!headers['content-type']?.startsWith('application/json')) {
		return refuse(415, 'config.badMessage', 'application/json only');
	}
	const body = await bodyOf(request, MAX_BODY_BYTES);
	if (body === 'cutOff') return refuse(400, 'config.badMessage', 'the body has not arrived');
	if (body === 'tooLarge') return refuse(413, 'capacity.tooLarge', `at most ${MAX_BODY_BYTES} bytes`);
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenRequest), body.toString());
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const key = v.getDotPath(issue);
		if (key === 'seat') return refuse(403, 'auth.seatInvalid', 'not a seat');
		return refuse(400, 'config.badMessage', 'not a token request');
	}
	const { seat, lifetime } = parsed.output;
	const verdict = await server.access?.check(headers.authorization ?? null, roomID);
	if (verdict?.ok === false) return refuse(verdict.status, verdict.code, verdict.detail);
	const access = verdict?.claims ?? null;
	const seated = seat === undefined ? newSeat(access?.sub) : seatOf(seat, access?.sub);
	if (!seated) return refuse(403, 'auth.seatInvalid', 'not a seat');
	const { userID } = seated;
	const { token, expiresIn, expiresAt } = server.tokens.issue(userID, roomID, lifetime, access);
	const iceServers = iceServersFor(server.config, { userID, roomID, expiresAt });
	return { status: 200, body: { ...seated, token, expiresIn, iceServers } satisfies TokenResponse };
}
