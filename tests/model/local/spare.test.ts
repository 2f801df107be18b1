/** The offer that waits at the server, and the candidates that are found after it was parked. */
import type { IceOptions } from '../../../src/lib/api/ice';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Outgoing } from '../../../src/lib/engine/local/peers/outgoing';
import { Spare } from '../../../src/lib/engine/local/peers/spare';

/** Gathers what it is told to have found. */
class Connection {
	static latest: Connection;
	signalingState: RTCSignalingState = 'have-local-offer';
	iceGatheringState: RTCIceGatheringState = 'gathering';
	localDescription: { sdp: string } | null = null;
	onicecandidate: ((event: { candidate: { candidate: string } | null }) => void) | null = null;
	onicegatheringstatechange: (() => void) | null = null;
	close = vi.fn();

	constructor(public configuration: RTCConfiguration) {
		Connection.latest = this;
	}

	setConfiguration(configuration: RTCConfiguration): void {
		this.configuration = configuration;
	}

	addTransceiver = () => ({ receiver: { track: { kind: 'video' } } });

	async setLocalDescription(): Promise<void> {
		this.localDescription = { sdp: 'v=0' };
	}

	finds(candidate: string): void {
		this.localDescription = { sdp: `${this.localDescription?.sdp} ${candidate}` };
		this.onicecandidate?.({ candidate: { candidate } });
	}

	ends(): void {
		this.iceGatheringState = 'complete';
		this.onicecandidate?.({ candidate: null });
		this.onicegatheringstatechange?.();
	}
}

beforeEach(
	() =>
		void vi.stubGlobal('RTCPeerConnection', Connection).stubGlobal('RTCRtpReceiver', { getCapabilities: () => null })
);
afterEach(() => void vi.unstubAllGlobals());

const ICE: IceOptions = { iceServers: [], iceTransportPolicy: 'all' };
const outgoing = { stream: {}, sent: () => null } as unknown as Outgoing;

it('is complete when all candidates are in the offer', async () => {
	const spare = new Spare(() => ICE, outgoing);
	expect(spare.park()).toBeNull();
	const gathered = spare.gather();
	Connection.latest.finds('host');
	Connection.latest.ends();
	await gathered;
	const parked = spare.park();
	expect(parked?.sdp).toBe('v=0 host');
	expect(spare.take('another')).toBeNull();
	expect(spare.take(parked?.offerID ?? '')?.late).toEqual([]);
	expect(spare.take(parked?.offerID ?? '')).toBeNull();
});

it('that is parked before a relay has answered keeps what comes later for whoever answers', async () => {
	const spare = new Spare(() => ICE, outgoing);
	void spare.gather();
	await Promise.resolve();
	Connection.latest.finds('host');
	const parked = spare.park();
	Connection.latest.finds('relay');
	Connection.latest.ends();
	expect(parked?.sdp).toBe('v=0 host');
	expect(spare.take(parked?.offerID ?? '')?.late).toEqual([{ candidate: 'relay' }]);
});

it('closes its connection when it is made anew or not needed any more', async () => {
	const spare = new Spare(() => ICE, outgoing);
	void spare.gather();
	const first = Connection.latest;
	void spare.gather();
	expect(first.close).toHaveBeenCalledOnce();
	spare.close();
	expect(Connection.latest.close).toHaveBeenCalledOnce();
});

it('keeps what it has gathered when a new token brings other ICE servers, and uses those from then on', async () => {
	const serversOf = (username: string) => [{ urls: 'turn:a.example', username, credential: `for ${username}` }];
	let iceServers = serversOf('first');
	const spare = new Spare(() => ({ ...ICE, iceServers }), outgoing);
	spare.renewIce();
	void spare.gather();
	await Promise.resolve();
	const first = Connection.latest;
	first.finds('relay');
	const parked = spare.park();
	iceServers = serversOf('second');
	spare.renewIce();
	expect(first.configuration).toEqual({ iceServers, iceTransportPolicy: 'all', bundlePolicy: 'max-bundle' });
	expect(spare.take(parked?.offerID ?? '')?.pc).toBe(first);
	expect(first.close).not.toHaveBeenCalled();
	void spare.gather();
	expect(Connection.latest).not.toBe(first);
	expect(Connection.latest.configuration.iceServers).toEqual(iceServers);
});
