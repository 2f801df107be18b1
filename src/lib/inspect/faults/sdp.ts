/** The lines of a session description that say where packets go. RFC 8839. */

/** Every part has the same ones: all media share one path. */
export type Credentials = { ufrag: string; pwd: string };
/** Where packets go: to whoever has these credentials, at these addresses. */
export type Path = Credentials & { candidates: string };

const CANDIDATES = /^a=(candidate:|end-of-candidates).*\r\n/gm;
const UFRAG = /^a=ice-ufrag:(.*)/gm;
const PWD = /^a=ice-pwd:(.*)/gm;

const first = (sdp: string, line: RegExp): string => [...sdp.matchAll(line)][0]?.[1] ?? '';

export const credentialsIn = (sdp: string): Credentials => ({ ufrag: first(sdp, UFRAG), pwd: first(sdp, PWD) });

export const pathIn = (sdp: string): Path => ({
	...credentialsIn(sdp),
	candidates: (sdp.match(CANDIDATES) ?? []).join('')
});

/** The same session without a way to it. */
export const withoutCandidates = (sdp: string): string => sdp.replace(CANDIDATES, '');

/** The same session at the end of another path. */
export const atEndOf = ({ ufrag, pwd, candidates }: Path, sdp: string): string =>
	withoutCandidates(sdp)
		.replace(UFRAG, `a=ice-ufrag:${ufrag}`)
		.replace(PWD, `a=ice-pwd:${pwd}`)
		.replace(/^a=ice-pwd:.*\r\n/m, (line) => line + candidates);

/** The same session of someone who leaves all decisions about the path to the other side. */
export const asLite = (sdp: string): string => sdp.replace(/^m=/m, 'a=ice-lite\r\nm=');
