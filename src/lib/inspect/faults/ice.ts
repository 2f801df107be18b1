/**
 * Refuses ICE candidates in both directions, so that new connections fail and existing ones lose their path. A page
 * cannot cut a path that works (measured: Chromium keeps using it as long as it is answered). Instead, an ICE restart
 * sends both ends into black holes.
 */
import type { Install } from './fault';
import { Diversion } from './black.hole';
import { withoutCandidates } from './sdp';

export const refuseIce: Install = (isOn) => {
	const Real = window.RTCPeerConnection;
	const connections = new Set<RTCPeerConnection>();
	const diversions = new Map<RTCPeerConnection, Diversion>();

	const stopDiverting = (connection: RTCPeerConnection) => {
		diversions.get(connection)?.close();
		diversions.delete(connection);
	};
	const divert = async (connection: RTCPeerConnection) => {
		const diversion = await Diversion.prepare(() => new Real());
		if (isOn() && connection.signalingState !== 'closed') {
			diversions.set(connection, diversion);
			connection.restartIce();
		} else diversion.close();
	};

	window.RTCPeerConnection = class extends Real {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			connections.add(this);
			this.addEventListener('icecandidate', (event) => {
				if (isOn() && event.candidate) event.stopImmediatePropagation();
			});
		}

		/** The description that the page sends to the other side. */
		override get localDescription(): RTCSessionDescription | null {
			const real = super.localDescription;
			if (!isOn() || !real) return real;
			const sdp = diversions.get(this)?.toSend(real.sdp) ?? withoutCandidates(real.sdp);
			return new RTCSessionDescription({ type: real.type, sdp });
		}

		override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
			await super.setLocalDescription(description);
			diversions.get(this)?.sent(super.localDescription?.sdp ?? '');
			if (this.signalingState === 'stable') await diversions.get(this)?.negotiated();
		}

		override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
			if (!isOn()) return super.setRemoteDescription(description);
			const { type, sdp = '' } = description;
			await super.setRemoteDescription({ type, sdp: diversions.get(this)?.toApply(sdp) ?? withoutCandidates(sdp) });
			if (this.signalingState === 'stable') await diversions.get(this)?.negotiated();
		}

		override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
			if (!isOn()) await super.addIceCandidate(candidate);
		}

		override close(): void {
			connections.delete(this);
			stopDiverting(this);
			super.close();
		}
	};

	return {
		async begin() {
			const connected = [...connections].filter(({ connectionState }) => connectionState === 'connected');
			await Promise.all(connected.map(divert));
		},
		end() {
			for (const connection of connections) stopDiverting(connection);
		}
	};
};
