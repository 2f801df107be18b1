/**
 * What the operator's login gave this person: a signed JWT in the fragment of the link, which no server log and no referrer has. It is
 * kept for this tab, and only `POST /api/token` of our own server sees it. This page reads claims to say things in words; it believes
 * none of them, for only the server has the key.
 */
import * as v from 'valibot';
import { accessClaims, accessToken, isForRoom } from '../api/access';
import type { Login } from '../ui/login';
import { readProfile } from './profile';
import { tabStorage } from './storage';

const ACCESS = 'access';

/** Where the browser stores nothing, it lasts as long as the page. */
let taken: string | null = null;

/** Takes it out of the link, and the address bar. False when none is there. */
export function takeAccess(): boolean {
	const fragment = new URLSearchParams(location.hash.slice(1));
	const token = fragment.get(ACCESS);
	if (token === null) return false;
	history.replaceState(history.state, '', location.pathname + location.search);
	taken = token;
	try {
		tabStorage.setItem(ACCESS, token);
	} catch {
		// After a reload the person logs in again.
	}
	return true;
}

export function myAccess(): string | null {
	const result = v.safeParse(accessToken, taken ?? stored());
	return result.success ? result.output : null;
}

/** What the server of this app asks of people before it lets them into this room; null when the link is enough. */
export function loginFor(roomID: () => string): Login | null {
	const { login } = readProfile();
	if (login === undefined) return null;
	return {
		get name() {
			return claims()?.name ?? null;
		},
		get problem() {
			return problemOf(roomID());
		},
		get url() {
			return login.url === null ? null : withRoom(login.url, roomID());
		}
	};
}

function problemOf(roomID: string): Login['problem'] {
	const mine = claims();
	if (mine === null) return 'missing';
	if (!isForRoom(mine, roomID)) return 'elsewhere';
	return mine.exp * 1_000 <= Date.now() ? 'over' : null;
}

function withRoom(url: string, roomID: string): string {
	const address = new URL(url);
	address.searchParams.set('room', roomID);
	return address.href;
}

function stored(): string | null {
	try {
		return tabStorage.getItem(ACCESS);
	} catch {
		return null;
	}
}

const payload = v.pipe(v.string(), v.transform(decoded), v.parseJson(), v.pick(accessClaims, ['name', 'room', 'exp']));

function claims(): v.InferOutput<typeof payload> | null {
	const result = v.safeParse(payload, myAccess()?.split('.')[1]);
	return result.success ? result.output : null;
}

/** From base64url and UTF-8. */
function decoded(text: string): string {
	try {
		const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
		return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
	} catch {
		return '';
	}
}
