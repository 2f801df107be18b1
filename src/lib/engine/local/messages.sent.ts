/** My messages to everyone that the server has not answered yet. */
import { failure, type Failure } from '../../../../machines/failure';
import type { SessionHandle } from './session.handle';

type Waiting = { resolve: () => void; reject: (why: Failure) => void };

export class SentMessages {
	readonly #session: SessionHandle;
	/** By the message's ID. */
	readonly #waiting = new Map<string, Waiting>();

	constructor(session: SessionHandle) {
		this.#session = session;
	}

	send(messageID: string, text: string): Promise<void> {
		const event = { type: 'send', message: { t: 'broadcastMessage', messageID, text } } as const;
		if (!this.#session.can(event)) return Promise.reject(failure('network.broken', 'no link'));
		return new Promise((resolve, reject) => {
			this.#waiting.set(messageID, { resolve, reject });
			this.#session.send(event);
		});
	}

	confirm(messageID: string): void {
		this.#waiting.get(messageID)?.resolve();
		this.#waiting.delete(messageID);
	}

	/** None of them gets through. The server doesn't say which one it refuses; the call sends one at a time. */
	refuse(why: Failure): void {
		for (const { reject } of this.#waiting.values()) reject(why);
		this.#waiting.clear();
	}
}
