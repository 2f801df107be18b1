/** The spare connection whose offer waits at the server for the next person. */
import type { IceOptions } from '../../../api/profile';
import { newConnection, offerDevices } from './connection';
import type { Outgoing } from './outgoing';

export class Spare {
	readonly #ice: IceOptions;
	readonly #outgoing: Outgoing;
	#current: { offerID: string; pc: RTCPeerConnection } | null = null;

	constructor(ice: IceOptions, outgoing: Outgoing) {
		this.#ice = ice;
		this.#outgoing = outgoing;
	}

	/** Null until `gather` has begun. */
	get offer(): { offerID: string; sdp: string } | null {
		const sdp = this.#current?.pc.localDescription?.sdp;
		return this.#current && sdp ? { offerID: this.#current.offerID, sdp } : null;
	}

	/** Makes a new one, with all its candidates in the offer. */
	async gather(): Promise<void> {
		this.close();
		const pc = newConnection(this.#ice);
		this.#current = { offerID: crypto.getRandomValues(new Uint32Array(2)).join('-'), pc };
		offerDevices(pc, this.#outgoing);
		const complete = new Promise<void>((resolve) => {
			pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
		});
		await pc.setLocalDescription();
		await complete;
	}

	/** The connection whose offer was answered; null when the offer is no longer this one. */
	take(offerID: string): RTCPeerConnection | null {
		if (this.#current?.offerID !== offerID) return null;
		const { pc } = this.#current;
		this.#current = null;
		return pc;
	}

	close(): void {
		this.#current?.pc.close();
		this.#current = null;
	}
}
