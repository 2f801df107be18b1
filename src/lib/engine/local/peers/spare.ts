/** The spare connection whose offer waits at the server for the next person. */
import type { IceOptions } from '../../../api/ice';
import { newConnection, offerDevices, setIce } from './connection';
import type { Outgoing } from './outgoing';

export interface Parked {
	readonly offerID: string;
	readonly pc: RTCPeerConnection;
	/** Candidates that were found after the offer was parked: a relay may answer late. */
	readonly late: RTCIceCandidate[];
}

export class Spare {
	readonly #ice: () => IceOptions;
	readonly #outgoing: Outgoing;
	#current: Parked | null = null;

	constructor(ice: () => IceOptions, outgoing: Outgoing) {
		this.#ice = ice;
		this.#outgoing = outgoing;
	}

	/** Makes a new one, with all its candidates in the offer. */
	async gather(): Promise<void> {
		this.close();
		const pc = newConnection(this.#ice());
		this.#current = { offerID: crypto.getRandomValues(new Uint32Array(2)).join('-'), pc, late: [] };
		offerDevices(pc, this.#outgoing);
		const complete = new Promise<void>((resolve) => {
			pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
		});
		await pc.setLocalDescription();
		await complete;
	}

	/** The offer as it is now. Null until `gather` has begun. Candidates that are found from now on are kept for whoever answers. */
	park(): { offerID: string; description: RTCSessionDescription } | null {
		const description = this.#current?.pc.localDescription;
		if (!this.#current || !description) return null;
		const { offerID, pc, late } = this.#current;
		pc.onicecandidate = ({ candidate }) => candidate && late.push(candidate);
		return { offerID, description };
	}

	/** The connection whose offer was answered; null when the offer is no longer this one. */
	take(offerID: string): Parked | null {
		if (this.#current?.offerID !== offerID) return null;
		const parked = this.#current;
		this.#current = null;
		return parked;
	}

	/** What it has gathered stays good: a relay asks for the password once. */
	renewIce(): void {
		if (this.#current) setIce(this.#current.pc, this.#ice());
	}

	close(): void {
		this.#current?.pc.close();
		this.#current = null;
	}
}
