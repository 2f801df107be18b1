/** Where I am in the simulated rooms (in the lobby, logging in or logged in), and what I am told there. */
import type { DeviceKind, EngineEvent } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import type { RoomReason } from '../../../../machines/room.reason';
import { People } from './simulated.people';
import type { Act, Scene } from './simulated.script';

export class SimulatedRoom {
	readonly people: People;
	readonly #tell: (event: EngineEvent) => void;
	#roomID = '';
	#isLost = false;
	/** While logging in, streams come one by one, and people all together at the end. */
	#at: 'outside' | 'lobby' | 'entering' | 'room' = 'outside';

	constructor(tell: (event: EngineEvent) => void) {
		this.#tell = tell;
		this.people = new People((roomID, event) => {
			if (roomID !== this.#roomID) return;
			if (this.#at === 'room' || (this.#at === 'entering' && event.type !== 'room.userUpdate')) tell(event);
			if (this.#at === 'lobby') this.#tellLobby();
		});
	}

	/** Its connection is lost, and will come back or not. */
	get isLost(): boolean {
		return this.#isLost;
	}

	/** The room I am in, or whose lobby I am in. Empty: none. */
	get roomID(): string {
		return this.#roomID;
	}

	tellReason(reason: RoomReason, why: Failure | null = null, roomID = this.#roomID): void {
		this.#tell({ type: `room.${reason}`, roomID, failure: why });
	}

	loseConnection(): void {
		this.#isLost = true;
		this.tellReason('RECONNECTING', failure('network.broken', 'simulated'));
	}

	restoreConnection(): void {
		this.#isLost = false;
		this.tellReason('RECONNECTED');
	}

	expireToken(): void {
		this.#tell({ type: 'token.willExpire', roomID: this.#roomID });
	}

	requestMute(device: DeviceKind): void {
		this.#tell({ type: 'device.muteRequested', device });
	}

	enterLobby(roomID: string): void {
		if (this.#at === 'room' || this.#at === 'entering') return;
		this.#roomID = roomID;
		this.#at = 'lobby';
		this.#tellLobby();
	}

	/** Whoever stands in the lobby sees nobody any more. */
	refuse(why: Failure): void {
		if (this.#at !== 'lobby') return;
		this.#at = 'outside';
		this.#tell({ type: 'lobby.refused', roomID: this.#roomID, failure: why });
	}

	/** Streams come before the promise settles, LOGINED after it, users last, like with the ZEGO SDK. */
	entrance(roomID: string, resolve: Act, reject: (why: Failure) => void): Omit<Scene, 'reject'> & { begin: Act } {
		const { people } = this;
		const arrive = () => {
			this.#roomID = roomID;
			this.#at = 'entering';
			const streams = people.streamsIn(roomID);
			if (streams.length > 0) this.#tell({ type: 'room.streamUpdate', roomID, update: 'ADD', streams, reason: null });
		};
		const tellUsers = () => {
			this.#at = 'room';
			const users = people.usersIn(roomID);
			if (users.length > 0) this.#tell({ type: 'room.userUpdate', roomID, update: 'ADD', users, reason: null });
		};
		return {
			begin: () => this.tellReason('LOGINING', null, roomID),
			succeed: [arrive, resolve, () => this.tellReason('LOGINED', null, roomID), tellUsers],
			fail: (why) => [() => reject(why), () => this.tellReason('LOGIN_FAILED', why, roomID)]
		};
	}

	leave(): void {
		this.tellReason('LOGOUT');
		this.#roomID = '';
		this.#isLost = false;
		this.#at = 'outside';
	}

	#tellLobby(): void {
		this.#tell({ type: 'lobby.users', roomID: this.#roomID, users: this.people.usersIn(this.#roomID) });
	}
}
