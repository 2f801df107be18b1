/** The STUN and TURN servers that come with a token. */
import { createHmac } from 'node:crypto';
import type { IceServer } from '../api/ice';
import type { Config } from './config';
import type { TokenClaims } from './token04';

/** https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00#section-2.2 */
export const turnCredential = (secret: string, username: string): string =>
	createHmac('sha1', secret).update(username).digest('base64');

/** Only a digest of the room: TURN sends usernames unencrypted, and whoever knows a room's ID can join it. */
const nameOf = (secret: string, { userID, roomID }: Pick<TokenClaims, 'userID' | 'roomID'>) =>
	`${userID}.${createHmac('sha256', secret).update(roomID).digest('hex').slice(0, 16)}`;

/** Those of `TURN_URLS` let this person in as long as the token does. */
export function iceServersFor(
	{ iceServers, turn }: Pick<Config, 'iceServers' | 'turn'>,
	claims: Pick<TokenClaims, 'userID' | 'roomID' | 'expiresAt'>
): IceServer[] {
	if (!turn) return [...iceServers];
	const { urls, secret } = turn;
	const username = `${claims.expiresAt}:${nameOf(secret, claims)}`;
	return [...iceServers, { urls: [...urls], username, credential: turnCredential(secret, username) }];
}
