/** A connection between someone in the lobby and someone in the room. Its chart owns how far it is. Nothing is sent on it. */
import type { EarlyEvent } from '../early/types';
import { splitOffer } from './candidates';
import { answerDevices, takeDevicesOff } from './connection';
import type { Outgoing } from './outgoing';
import type { Arrived, Whom } from './peer';
import type { Parked } from './spare';

export class EarlyConnection {
	readonly offerID: string;
	readonly pc: RTCPeerConnection;
	/** The member; null of a visitor, who has no name before the login. */
	readonly whom: Whom | null;
	/** What the other may send. */
	readonly arrived: Arrived[] = [];
	/** Candidates that the other has not been told of. */
	readonly late: RTCIceCandidate[];
	/** Of the other. */
	readonly #sdp: string;
	/** Of the member, until it has my answer. */
	#withheld: RTCIceCandidateInit[] = [];
	#described: Promise<void> | null = null;

	constructor(parked: Parked, sdp: string, whom: Whom | null, tell: (event: EarlyEvent) => void) {
		this.offerID = parked.offerID;
		this.pc = parked.pc;
		this.late = parked.late;
		this.whom = whom;
		this.#sdp = sdp;
		this.pc.ontrack = ({ track, streams }) => void this.arrived.push({ track, streams });
		this.pc.onconnectionstatechange = () => tell({ type: `connection.${this.pc.connectionState}` });
	}

	/** The member's offer was made with its camera and microphone. */
	async agree(outgoing: Outgoing): Promise<void> {
		if (this.whom) {
			await this.describe(outgoing);
			await this.#gather();
		} else {
			await takeDevicesOff(this.pc);
			await this.pc.setRemoteDescription({ type: 'answer', sdp: this.#sdp });
		}
	}

	/** Makes the visitor's answer. What is not published is not sent. */
	describe(outgoing: Outgoing): Promise<void> {
		this.#described ??= this.#describe(outgoing);
		return this.#described;
	}

	/** What is in the answer, the other knows. */
	answer(): string | null {
		this.pc.onicecandidate = ({ candidate }) => candidate && this.late.push(candidate);
		return this.pc.localDescription?.sdp ?? null;
	}

	/** The member has my answer. */
	start(): void {
		for (const candidate of this.#withheld.splice(0))
			this.pc.addIceCandidate(candidate).catch((error: unknown) => console.debug('no candidate', error));
	}

	close(): void {
		this.pc.ontrack = this.pc.onconnectionstatechange = this.pc.onicecandidate = null;
		this.pc.close();
	}

	async #describe(outgoing: Outgoing): Promise<void> {
		const { offer, candidates } = splitOffer(this.#sdp);
		this.#withheld = candidates;
		await this.pc.setRemoteDescription({ type: 'offer', sdp: offer });
		answerDevices(this.pc, outgoing);
		await this.pc.setLocalDescription();
	}

	async #gather(): Promise<void> {
		const { pc } = this;
		if (pc.iceGatheringState === 'complete') return;
		await new Promise<void>((resolve) => {
			pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
		});
	}
}
