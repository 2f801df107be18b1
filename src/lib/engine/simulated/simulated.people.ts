/** The other people in all rooms: they come, publish, mute and go. The engine reports those in its room. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type {
	DeleteReason,
	DeviceKind,
	EngineEvent,
	RemoteDeviceStatus,
	RoomStream,
	RoomUser
} from '../../../../machines/engine';
import { streamIDOf, type StreamSource } from '../../../../machines/stream';

type Person = {
	user: RoomUser;
	roomID: string;
	streams: Map<string, Record<DeviceKind, RemoteDeviceStatus>>;
};

export class People {
	readonly #tell: (roomID: string, event: EngineEvent) => void;
	readonly #persons = new Map<string, Person>();
	#messages = 0;

	/** `tell` reports what happens in a room to everyone in it. */
	constructor(tell: (roomID: string, event: EngineEvent) => void) {
		this.#tell = tell;
	}

	join(roomID: string, user: RoomUser): void {
		this.#persons.set(user.userID, { user, roomID, streams: new Map() });
		this.#tell(roomID, { type: 'room.userUpdate', roomID, update: 'ADD', users: [user], reason: null });
	}

	publish(userID: string, source: StreamSource = 'camera'): void {
		const person = this.#person(userID);
		const streamID = streamIDOf(userID, source);
		person.streams.set(streamID, { camera: 'OPEN', microphone: 'OPEN' });
		this.#tellStreams(person, 'ADD', [streamID], null);
	}

	turn(userID: string, device: DeviceKind, status: RemoteDeviceStatus, source: StreamSource = 'camera'): void {
		const person = this.#person(userID);
		const streamID = streamIDOf(userID, source);
		person.streams.set(streamID, {
			camera: 'OPEN',
			microphone: 'OPEN',
			...person.streams.get(streamID),
			[device]: status
		});
		this.#tell(person.roomID, { type: 'remote.device', streamID, device, status });
	}

	speak(userID: string, speaking: boolean): void {
		const { roomID } = this.#person(userID);
		this.#tell(roomID, { type: 'remote.speaking', streamID: streamIDOf(userID, 'camera'), speaking });
	}

	/** `messageID`: that of an earlier one, to say it again. */
	write(userID: string, text: string, messageID = `${userID}-${++this.#messages}`): void {
		const { roomID, user } = this.#person(userID);
		this.#tell(roomID, { type: 'room.broadcastMessage', roomID, user, messageID, text });
	}

	unpublish(userID: string, source: StreamSource = 'camera'): void {
		const person = this.#person(userID);
		const streamID = streamIDOf(userID, source);
		if (person.streams.delete(streamID)) this.#tellStreams(person, 'DELETE', [streamID], 'stopped');
	}

	leave(userID: string, reason: DeleteReason = 'left'): void {
		const person = this.#person(userID);
		const { roomID, user, streams } = person;
		this.#persons.delete(userID);
		if (streams.size > 0) this.#tellStreams(person, 'DELETE', [...streams.keys()], reason);
		this.#tell(roomID, { type: 'room.userUpdate', roomID, update: 'DELETE', users: [user], reason });
	}

	usersIn(roomID: string): RoomUser[] {
		return this.#in(roomID).map(({ user }) => user);
	}

	streamsIn(roomID: string): RoomStream[] {
		return this.#in(roomID).flatMap(({ user, streams }) => [...streams.keys()].map((streamID) => ({ streamID, user })));
	}

	/** The state of a stream's devices, which newcomers are told; null if nobody publishes the stream. */
	devicesOf(streamID: string): EngineEvent[] | null {
		for (const { streams } of this.#persons.values()) {
			const devices = streams.get(streamID);
			if (devices)
				return DEVICE_KINDS.map((device) => ({ type: 'remote.device', streamID, device, status: devices[device] }));
		}
		return null;
	}

	#in(roomID: string): Person[] {
		return [...this.#persons.values()].filter((person) => person.roomID === roomID);
	}

	#person(userID: string): Person {
		const person = this.#persons.get(userID);
		if (!person) throw new Error(`Nobody called ${userID} has joined`);
		return person;
	}

	#tellStreams(
		{ roomID, user }: Person,
		update: 'ADD' | 'DELETE',
		streamIDs: string[],
		reason: DeleteReason | null
	): void {
		const streams = streamIDs.map((streamID) => ({ streamID, user }));
		this.#tell(roomID, { type: 'room.streamUpdate', roomID, update, streams, reason });
	}
}
