/**
 * An offer without its candidates, and these. Nothing is sent to the other's network before it has my answer: what it got from someone
 * whose answer comes too late, Chromium would take for the beginning of a handshake with whoever was quicker, which then hangs.
 */
export function splitOffer(sdp: string): { offer: string; candidates: RTCIceCandidateInit[] } {
	const candidates: RTCIceCandidateInit[] = [];
	let sdpMLineIndex = -1;
	const isOther = (line: string) => {
		if (line.startsWith('m=')) sdpMLineIndex += 1;
		if (line.startsWith('a=candidate:')) candidates.push({ candidate: line.slice('a='.length), sdpMLineIndex });
		return !line.startsWith('a=candidate:') && line !== 'a=end-of-candidates';
	};
	const offer = sdp.split('\r\n').filter(isOther).join('\r\n');
	return { offer, candidates };
}
