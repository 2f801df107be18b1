/** A connection that gathers what it is told to have found: tests that import this have it for `RTCPeerConnection`. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Outgoing } from '../../../src/lib/engine/local/peers/outgoing';

/** All of this test, in order. */
export const made: Connection[] = [];
export const latest = (): Connection => made.at(-1) ?? expect.fail('no connection was made');
export const outgoing = { stream: {}, sent: () => null } as unknown as Outgoing;

export const serversOf = (username: string) => [{ urls: ['turn:a.example'], username, credential: `for ${username}` }];

class Connection {
	signalingState: RTCSignalingState = 'stable';
	iceGatheringState: RTCIceGatheringState = 'gathering';
	localDescription: { sdp: string } | null = null;
	onicecandidate: ((event: { candidate: { candidate: string } | null }) => void) | null = null;
	onicegatheringstatechange: (() => void) | null = null;

	constructor(public configuration: RTCConfiguration) {
		made.push(this);
	}

	connectionState: RTCPeerConnectionState = 'new';
	onconnectionstatechange: (() => void) | null = null;
	/** What was done to it, in order. */
	readonly done: string[] = [];
	remoteDescription = null;
	getTransceivers = () => [];
	getSenders = () => [{ replaceTrack: async (track: unknown) => void this.done.push(`sends ${String(track)}`) }];
	addTransceiver = () => ({ receiver: { track: { kind: 'video' } } });
	close = vi.fn(() => void (this.signalingState = 'closed'));

	async setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
		this.done.push(`takes ${type} ${sdp}`);
	}

	async addIceCandidate({ candidate, sdpMLineIndex }: RTCIceCandidateInit): Promise<void> {
		this.done.push(`tries ${candidate} of ${sdpMLineIndex}`);
	}

	becomes(state: RTCPeerConnectionState): void {
		this.connectionState = state;
		this.onconnectionstatechange?.();
	}

	setConfiguration(configuration: RTCConfiguration): void {
		if (this.signalingState === 'closed') throw new Error('InvalidStateError');
		this.configuration = configuration;
	}

	async setLocalDescription(): Promise<void> {
		this.signalingState = 'have-local-offer';
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

beforeEach(() => {
	made.length = 0;
	vi.stubGlobal('RTCPeerConnection', Connection).stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
});
afterEach(() => void vi.unstubAllGlobals());
