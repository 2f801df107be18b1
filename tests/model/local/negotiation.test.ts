/** What goes over the signalling between two sides, on connections that only keep the rules of offer and answer. */
import { describe, expect, it, vi } from 'vitest';
import type { Signal } from '../../../src/lib/api/signalling';
import { Negotiation } from '../../../src/lib/engine/local/peers/negotiation';
import type { Outgoing } from '../../../src/lib/engine/local/peers/outgoing';

let count = 0;

/** Each offer and each answer has a version of its own, as in browsers. */
class Connection {
	readonly session = ++count;
	version = 0;
	signalingState: RTCSignalingState = 'stable';
	localDescription: RTCSessionDescriptionInit | null = null;
	remoteDescription: RTCSessionDescriptionInit | null = null;
	/** The next description is refused. */
	refuses = false;
	readonly candidates: unknown[] = [];

	async setLocalDescription(): Promise<void> {
		const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
		this.signalingState = type === 'answer' ? 'stable' : 'have-local-offer';
		this.localDescription = { type, sdp: `v=0\r\no=- ${this.session} ${++this.version} IN IP4 0.0.0.0\r\n` };
	}

	async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
		if (this.refuses) throw new DOMException('Failed to parse codecs correctly.', 'OperationError');
		this.signalingState = description.type === 'answer' ? 'stable' : 'have-remote-offer';
		this.remoteDescription = description;
	}

	async addIceCandidate(candidate: unknown): Promise<void> {
		this.candidates.push(candidate);
	}

	getTransceivers = () => [];
}

function side({ polite = false } = {}) {
	const connection = new Connection();
	const sent: Signal[] = [];
	const refused = vi.fn();
	const startOver = vi.fn(() => () => undefined);
	const negotiation = new Negotiation(connection as unknown as RTCPeerConnection, {
		polite,
		outgoing: {} as Outgoing,
		toSend: ({ sdp = '' }) => sdp,
		send: (signal) => void sent.push(signal),
		refused,
		startOver
	});
	/** The oldest that has not been delivered. */
	const sends = () => sent.shift() ?? expect.fail('nothing was sent');
	return { connection, negotiation, sent, sends, refused, startOver };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const candidate = {
	candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
	sdpMid: '0',
	sdpMLineIndex: 0,
	usernameFragment: 'u'
};

describe('an answer', () => {
	it('is taken for its own offer only, and once', async () => {
		const [ann, bob] = [side(), side()];
		await ann.negotiation.offer();
		await ann.negotiation.offer();
		bob.negotiation.take(ann.sends());
		bob.negotiation.take(ann.sends());
		await settled();
		const [late, right] = [bob.sends(), bob.sends()];

		ann.negotiation.take(late);
		await settled();
		expect(ann.connection.signalingState).toBe('have-local-offer');
		ann.negotiation.take(right);
		await settled();
		expect(ann.connection.remoteDescription?.sdp).toBe(right.description?.sdp);
		ann.negotiation.take(late);
		await settled();
		expect(ann.connection.remoteDescription?.sdp).toBe(right.description?.sdp);
	});

	it('to a parked offer is taken, whoever brings it', async () => {
		const ann = side();
		await ann.negotiation.offer();
		ann.negotiation.takeParked('v=0\r\no=- 7 1 IN IP4 0.0.0.0\r\n');
		await settled();
		expect(ann.connection.signalingState).toBe('stable');
	});
});

describe('a description that the browser refuses', () => {
	it.each(['offer', 'answer'] as const)('is reported once: %s', async (type) => {
		vi.spyOn(console, 'warn').mockReturnValue();
		const [ann, bob] = [side(), side()];
		await ann.negotiation.offer();
		const refusing = type === 'offer' ? bob : ann;
		refusing.connection.refuses = true;
		bob.negotiation.take(ann.sends());
		await settled();
		for (const answer of bob.sent) ann.negotiation.take(answer);
		await settled();
		expect(refusing.refused).toHaveBeenCalledOnce();
	});

	it('is of no interest once the connection is closed', async () => {
		const [ann, bob] = [side(), side()];
		await ann.negotiation.offer();
		bob.connection.refuses = true;
		bob.connection.signalingState = 'closed';
		bob.negotiation.take(ann.sends());
		await settled();
		expect(bob.refused).not.toHaveBeenCalled();
	});
});

it('an offer of a new connection of the other leads to a new one here', async () => {
	const [ann, again, bob] = [side(), side(), side()];
	await ann.negotiation.offer();
	bob.negotiation.take(ann.sends());
	await again.negotiation.offer();
	const offer = again.sends();
	bob.negotiation.take(offer);
	await settled();
	expect(bob.startOver).toHaveBeenCalledExactlyOnceWith(offer);
});

it('candidates that come before the offer are kept until it is there', async () => {
	const [ann, bob] = [side(), side()];
	bob.negotiation.take({ candidate });
	await ann.negotiation.offer();
	await settled();
	expect(bob.connection.candidates).toEqual([]);
	bob.negotiation.take(ann.sends());
	await settled();
	expect(bob.connection.candidates).toEqual([candidate]);
});

it('a candidate that is of no use between browsers is not sent', () => {
	const ann = side();
	const found = (changes: Partial<RTCIceCandidate>) =>
		ann.negotiation.sendCandidate({ ...candidate, protocol: 'udp', ...changes } as RTCIceCandidate);
	found({});
	found({ protocol: 'tcp' });
	found({ candidate: '' });
	expect(ann.sent).toEqual([{ candidate }]);
});
