import { isTooLong } from '../../../../machines/chat/text';
import type { FailureCode } from '../../../../machines/failure';
import type { ClientMessage, ServerMessage } from '../../api/signalling';
import type { Limits } from '../limits';
import type { Member } from './member';

type Written = Extract<ClientMessage, { t: 'broadcastMessage' }>;

/** Of how many messages a room remembers that it has passed them on. A sender repeats only its latest ones. */
const REMEMBERED = 100;

/** What is written in a room. It keeps no words, only which messages it has passed on, so that none is passed on twice. */
export class Chat {
	readonly #limits: Pick<Limits, 'written'>;
	readonly #tell: (message: ServerMessage, exceptUserID: string) => void;
	/** The oldest first. Made for the first message. */
	#told: Set<string> | null = null;

	constructor(limits: Pick<Limits, 'written'>, tell: (message: ServerMessage, exceptUserID: string) => void) {
		this.#limits = limits;
		this.#tell = tell;
	}

	/** To every other member, once: someone who was lost and is back may not know that it was passed on. */
	broadcast(member: Member, { messageID, text }: Written): FailureCode | null {
		if (isTooLong(text)) return 'capacity.tooLarge';
		// Senders make the IDs: two of them may make the same.
		const key = `${member.userID} ${messageID}`;
		this.#told ??= new Set();
		if (!this.#told.has(key)) {
			if (!member.mayWrite(this.#limits.written)) return 'capacity.tooFast';
			this.#tell({ t: 'broadcastMessage', from: member.userID, messageID, text }, member.userID);
			this.#told.add(key);
			const [oldest] = this.#told;
			if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
		}
		member.socket.send({ t: 'messageSent', messageID });
		return null;
	}
}
