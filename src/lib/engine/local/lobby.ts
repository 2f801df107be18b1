/** Who is in the room, seen from outside, and the offers that wait there for me. */
import type { EngineEvent, RoomUser } from '../../../../machines/engine';
import type { Member, ParkedOffer, ServerMessage } from '../../api/signalling';

type LobbyMessage = Extract<ServerMessage, { t: 'lobby' | 'offer' | 'users' }>;

/** What is told of someone. */
export const nameOf = ({ userID, userName }: Member): RoomUser => ({ userID, userName });

export class Lobby {
	readonly offers = new Map<string, ParkedOffer>();
	readonly #users = new Map<string, Member>();

	/** What changed for the one who waits; null when nothing did. */
	take(message: LobbyMessage, roomID: string): EngineEvent | null {
		if (message.t === 'offer') {
			this.offers.set(message.offer.userID, message.offer);
			return null;
		}
		if (message.t === 'lobby') {
			this.clear();
			for (const offer of message.offers) this.offers.set(offer.userID, offer);
		}
		for (const user of message.users) {
			if (message.t === 'users' && message.update === 'DELETE') this.#remove(user.userID);
			else this.#users.set(user.userID, user);
		}
		return { type: 'lobby.users', roomID, users: [...this.#users.values()].map(nameOf) };
	}

	clear(): void {
		this.offers.clear();
		this.#users.clear();
	}

	#remove(userID: string): void {
		this.#users.delete(userID);
		this.offers.delete(userID);
	}
}
