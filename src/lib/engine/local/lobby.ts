/** Who is in the room, seen from the lobby, and the offers that wait there for me. */
import type { EngineEvent, RoomUser } from '../../../../machines/engine';
import type { WireMember, ParkedOffer } from '../../api/signalling';
import type { LobbyEvent } from './messages';

/** The fields that the call is told. */
export const nameOf = ({ userID, userName }: WireMember): RoomUser => ({ userID, userName });

export class Lobby {
	readonly offers = new Map<string, ParkedOffer>();
	readonly #users = new Map<string, WireMember>();

	/** Returns the event for the call; null if the list of people has not changed. */
	update(event: LobbyEvent, roomID: string): EngineEvent | null {
		if (event.type === 'server.offer') {
			this.offers.set(event.offer.userID, event.offer);
			return null;
		}
		if (event.type === 'server.lobby') {
			this.clear();
			for (const offer of event.offers) this.offers.set(offer.userID, offer);
		}
		for (const user of event.users) {
			if (event.type === 'server.users' && event.update === 'DELETE') this.#remove(user.userID);
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
