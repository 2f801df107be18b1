/** Two connections of this page that swallow what is sent to them: ICE finds them, and nobody is there. */
import { atEndOf, credentialsIn, pathIn, withoutCandidates, type Credentials, type Path } from './sdp';

class Pit {
	readonly path: Path;
	readonly #pc: RTCPeerConnection;

	constructor(pc: RTCPeerConnection) {
		this.#pc = pc;
		this.path = pathIn(pc.localDescription?.sdp ?? '');
	}

	/** Lets whoever has these credentials fall in. It is passive: DTLS waits for a handshake that never comes. */
	async open(credentials: Credentials): Promise<void> {
		const sdp = atEndOf({ ...credentials, candidates: '' }, this.#pc.localDescription?.sdp ?? '');
		await this.#pc.setRemoteDescription({ type: 'answer', sdp: sdp.replace('a=setup:actpass', 'a=setup:active') });
	}

	close(): void {
		this.#pc.close();
	}
}

async function dig(pc: RTCPeerConnection): Promise<Pit> {
	pc.createDataChannel('');
	const complete = new Promise<void>((resolve) => {
		pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
	});
	await pc.setLocalDescription();
	await complete;
	return new Pit(pc);
}

/** One connection led astray: at its next negotiation each end is told the way to a pit instead of to the other. */
export class Diversion {
	readonly #mine: Pit;
	readonly #theirs: Pit;
	#here: Credentials | null = null;
	#there: Credentials | null = null;
	#isOver = false;

	private constructor(mine: Pit, theirs: Pit) {
		this.#mine = mine;
		this.#theirs = theirs;
	}

	static async prepare(newConnection: () => RTCPeerConnection): Promise<Diversion> {
		const [mine, theirs] = await Promise.all([dig(newConnection()), dig(newConnection())]);
		return new Diversion(mine, theirs);
	}

	/** What the other side is to be told of this local description. */
	told(sdp: string): string {
		return this.#here?.ufrag === credentialsIn(sdp).ufrag ? atEndOf(this.#theirs.path, sdp) : withoutCandidates(sdp);
	}

	/** What this side is to be told of the other's description. */
	heard(sdp: string): string {
		if (this.#isOver) return withoutCandidates(sdp);
		this.#there = credentialsIn(sdp);
		return atEndOf(this.#mine.path, sdp);
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
