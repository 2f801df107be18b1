import { Counts } from '../counts';
import type { ClientSocket } from './client.socket';

type AnonymousSocket = Pick<ClientSocket, 'close'> & { readonly address: string };

/** The sockets that have not yet shown a token. Pages show theirs at once, so the oldest are those that never will. */
export class AnonymousSockets {
	readonly #most: number;
	/** Oldest first, with what to call when it is none any more. */
	readonly #releases = new Map<AnonymousSocket, () => void>();
	readonly #counts = new Counts();

	constructor(most: number) {
		this.#most = most;
	}

	of(address: string): number {
		return this.#counts.of(address);
	}

	/** With one too many, the oldest is closed: whoever opens thousands of silent sockets turns nobody else away. */
	add(client: AnonymousSocket): void {
		if (this.#releases.has(client)) return;
		this.#releases.set(client, this.#counts.add(client.address));
		const [oldest] = this.#releases.keys();
		if (this.#releases.size > this.#most) oldest?.close('tooLate');
	}

	delete(client: AnonymousSocket): void {
		this.#releases.get(client)?.();
		this.#releases.delete(client);
	}
}
