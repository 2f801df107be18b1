/** Connections of this page that swallow what is sent to them: ICE connects, but no media ever arrives. */
import { atEndOf, asLite, credentialsIn, pathIn, withoutCandidates, type Credentials, type Path } from './sdp';

class BlackHole {
	readonly path: Path;
	readonly #pc: RTCPeerConnection;
	readonly #offer: string;

	constructor(pc: RTCPeerConnection, offer: string) {
		this.#pc = pc;
		this.#offer = offer;
		this.path = pathIn(pc.localDescription?.sdp ?? '');
	}

	/** Accepts checks from whoever has these credentials. By a new offer, because applying an answer would change our own. */
	async open(credentials: Credentials): Promise<void> {
		await this.#pc.setRemoteDescription({
			type: 'offer',
			sdp: atEndOf({ ...credentials, candidates: '' }, this.#offer)
		});
	}

	close(): void {
		this.#pc.close();
	}
}

/** It answers, and never offers: the offerer picks the path, and would start the DTLS handshake, which never comes. */
async function openBlackHole(newConnection: () => RTCPeerConnection): Promise<BlackHole> {
	const [pc, other] = [newConnection(), newConnection()];
	other.createDataChannel('');
	const { sdp = '' } = await other.createOffer();
	other.close();
	const offer = sdp.replace('a=setup:actpass', 'a=setup:active');
	await pc.setRemoteDescription({ type: 'offer', sdp: offer });
	const complete = new Promise<void>((resolve) => {
		pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
	});
	await pc.setLocalDescription();
	await complete;
	return new BlackHole(pc, offer);
}

/** Both ends are made ICE-controlling: a controlled end would stay on the path its data comes from. RFC 8445, 6.1.1. */
const intoBlackHole = (path: Path, sdp: string) => asLite(atEndOf(path, sdp));

/** Diverts one connection: at its next negotiation, each end gets the path to a black hole instead of the path to the other end. */
export class Diversion {
	readonly #mine: BlackHole;
	readonly #theirs: BlackHole;
	#local: Credentials | null = null;
	#remote: Credentials | null = null;
	#isDone = false;

	private constructor(mine: BlackHole, theirs: BlackHole) {
		this.#mine = mine;
		this.#theirs = theirs;
	}

	static async prepare(newConnection: () => RTCPeerConnection): Promise<Diversion> {
		const [mine, theirs] = await Promise.all([openBlackHole(newConnection), openBlackHole(newConnection)]);
		return new Diversion(mine, theirs);
	}

	/** This local description, as it is sent to the other side. */
	toSend(sdp: string): string {
		return this.#local?.ufrag === credentialsIn(sdp).ufrag
			? intoBlackHole(this.#theirs.path, sdp)
			: withoutCandidates(sdp);
	}

	/** The description of the other side, as it is applied here. */
	toApply(sdp: string): string {
		if (this.#isDone) return withoutCandidates(sdp);
		this.#remote = credentialsIn(sdp);
		return intoBlackHole(this.#mine.path, sdp);
	}

	/** Called with each local description. */
	sent(sdp: string): void {
		if (!this.#isDone) this.#local = credentialsIn(sdp);
	}

	/** Called when both descriptions are applied. */
	async negotiated(): Promise<void> {
		if (this.#isDone || !this.#local || !this.#remote) return;
		this.#isDone = true;
		await Promise.all([this.#mine.open(this.#local), this.#theirs.open(this.#remote)]);
	}

	close(): void {
		this.#mine.close();
		this.#theirs.close();
	}
}
