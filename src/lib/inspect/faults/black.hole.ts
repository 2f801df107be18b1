/** Two connections of this page that swallow what is sent to them: ICE finds them, and nobody is there. */
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

	/** Lets whoever has these credentials fall in. An answer would change its own. */
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

/** It answers: whoever offers decides which path is taken, and starts a DTLS handshake, which never comes. */
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

/** ICE's controlled side stays where data comes from: both ends are made the controlling one. */
const intoBlackHole = (path: Path, sdp: string) => asLite(atEndOf(path, sdp));

/** One connection led astray: at its next negotiation each end is told the way to a black hole instead of to the other. */
export class Diversion {
	readonly #mine: BlackHole;
	readonly #theirs: BlackHole;
	#here: Credentials | null = null;
	#there: Credentials | null = null;
	#isOver = false;

	private constructor(mine: BlackHole, theirs: BlackHole) {
		this.#mine = mine;
		this.#theirs = theirs;
	}

	static async prepare(newConnection: () => RTCPeerConnection): Promise<Diversion> {
		const [mine, theirs] = await Promise.all([openBlackHole(newConnection), openBlackHole(newConnection)]);
		return new Diversion(mine, theirs);
	}

	/** What the other side is to be told of this local description. */
	told(sdp: string): string {
		return this.#here?.ufrag === credentialsIn(sdp).ufrag
			? intoBlackHole(this.#theirs.path, sdp)
			: withoutCandidates(sdp);
	}

	/** What this side is to be told of the other's description. */
	heard(sdp: string): string {
		if (this.#isOver) return withoutCandidates(sdp);
		this.#there = credentialsIn(sdp);
		return intoBlackHole(this.#mine.path, sdp);
	}

	described(sdp: string): void {
		if (!this.#isOver) this.#here = credentialsIn(sdp);
	}

	/** Both sides have been told. */
	async agreed(): Promise<void> {
		if (this.#isOver || !this.#here || !this.#there) return;
		this.#isOver = true;
		await Promise.all([this.#mine.open(this.#here), this.#theirs.open(this.#there)]);
	}

	close(): void {
		this.#mine.close();
		this.#theirs.close();
	}
}
