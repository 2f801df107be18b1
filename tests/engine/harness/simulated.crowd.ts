/** Lets simulated engines meet: what one of them has done, the others are told as the doing of someone in their rooms. */
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import type { DeleteReason, DeviceKind, EngineEvent } from '../../../machines/engine';
import type { FailureCode } from '../../../machines/failure';
import { sourceOf, streamIDOf } from '../../../machines/stream';
import type { SimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';

interface Member {
	readonly userID: string;
	readonly name: string;
	readonly engine: SimulatedEngine;
}
type Place = { roomID: string; streams: Set<string>; devices: DeviceKind[] };

const reasonOf = (code: FailureCode | undefined): DeleteReason =>
	code === 'kicked.elsewhere' ? 'elsewhere' : 'kicked';

export class Crowd {
	/** Null: in no room. */
	readonly #members = new Map<Member, Place | null>();
	readonly #told = new Set<string>();
	readonly #apart = new Set<Member>();

	add(member: Member): void {
		this.#members.set(member, null);
		for (const [other, place] of this.#members)
			if (place && other.userID !== member.userID) {
				this.#enters(member, other, place.roomID);
				for (const streamID of place.streams) this.#publishes(member, other, streamID, place.devices);
			}
		member.engine.subscribe((event) => this.#heard(member, event));
	}

	/** Told once, however often it is sent. */
	write(member: Member, messageID: string, text: string): void {
		const key = `${member.userID} ${messageID}`;
		if (this.#told.has(key)) return;
		this.#told.add(key);
		this.#tell(member, ({ people }) => people.write(member.userID, text, messageID));
	}

	isInRoom(member: Member): boolean {
		return (this.#members.get(member) ?? null) !== null;
	}

	/** Has anything changed that engines do not report? */
	look(member: Member): void {
		const place = this.#members.get(member);
		if (!place) return;
		const { sent } = member.engine.hardware;
		for (const device of DEVICE_KINDS) {
			const isOpen = sent.includes(device);
			if (isOpen === place.devices.includes(device) || !place.streams.has(streamIDOf(member.userID, 'camera')))
				continue;
			this.#tell(member, ({ people }) => people.turn(member.userID, device, isOpen ? 'OPEN' : 'MUTE'));
		}
		place.devices = sent;
		if (member.engine.log.at(-1)?.operation === 'destroy') this.#leaves(member, 'left');
	}

	/** Nobody of them is reached by another. */
	keepApart(members: Member[]): void {
		for (const member of members) this.#apart.add(member);
	}

	/** Whether the rooms still hear of them; their media goes on. */
	tellConnection(member: Member, state: 'CONNECTED' | 'RECONNECTING'): void {
		if (!this.isInRoom(member)) return;
		const { userID } = member;
		for (const { engine } of this.#others(member)) engine.emit({ type: 'remote.connection', userID, state });
	}

	/** Nothing is heard of them any more. */
	lose(member: Member): void {
		this.#leaves(member, 'lost');
		this.#members.delete(member);
	}

	#heard(member: Member, event: EngineEvent): void {
		const place = this.#members.get(member);
		switch (event.type) {
			case 'room.LOGINED': {
				for (const [twin, there] of this.#members)
					if (twin !== member && twin.userID === member.userID && there?.roomID === event.roomID)
						twin.engine.kick('kicked.elsewhere');
				const devices = member.engine.hardware.sent;
				this.#members.set(member, { roomID: event.roomID, streams: new Set(), devices });
				for (const other of this.#others(member)) this.#enters(other, member, event.roomID);
				return;
			}
			case 'publisher.PUBLISHING':
				if (!place) return;
				place.streams.add(event.streamID);
				for (const other of this.#others(member)) this.#publishes(other, member, event.streamID, place.devices);
				return;
			case 'publisher.NO_PUBLISH':
				// Of a stream that goes with its owner the others are told then.
				if (member.engine.log.at(-1)?.operation === 'stopPublishing' && place?.streams.delete(event.streamID))
					this.#tell(member, ({ people }) => people.unpublish(member.userID, sourceOf(event.streamID)));
				return;
			case 'device.speaking':
				if (place?.streams.has(streamIDOf(member.userID, 'camera')) && place.devices.includes('microphone'))
					this.#tell(member, ({ people }) => people.speak(member.userID, event.speaking));
				return;
			case 'screen.muted':
				this.#tell(member, ({ people }) =>
					people.turn(member.userID, 'camera', event.muted ? 'MUTE' : 'OPEN', 'screen')
				);
				return;
			case 'room.KICKOUT':
				return this.#leaves(member, reasonOf(event.failure?.code));
			case 'room.LOGOUT':
				return this.#leaves(member, 'left');
			case 'room.RECONNECT_FAILED':
				return this.#leaves(member, 'lost');
			default:
			// The others are told nothing of it.
		}
	}

	#enters(told: Member, entering: Member, roomID: string): void {
		const { userID, name } = entering;
		told.engine.room.people.join(roomID, { userID, userName: name });
		if (this.#apart.has(told) && this.#apart.has(entering))
			told.engine.emit({ type: 'remote.connection', userID, state: 'NO_PATH' });
	}

	#publishes(told: Member, { userID }: Member, streamID: string, devices: readonly DeviceKind[]): void {
		const source = sourceOf(streamID);
		told.engine.room.people.publish(userID, source);
		if (source === 'screen') return;
		for (const device of DEVICE_KINDS)
			if (!devices.includes(device)) told.engine.room.people.turn(userID, device, 'MUTE');
	}

	#leaves(member: Member, reason: DeleteReason): void {
		if (!this.#members.get(member)) return;
		this.#members.set(member, null);
		this.#tell(member, ({ people }) => people.leave(member.userID, reason));
	}

	#tell(of: Member, tell: (room: SimulatedEngine['room']) => void): void {
		for (const { engine } of this.#others(of)) tell(engine.room);
	}

	#others(than: Member): Member[] {
		return [...this.#members.keys()].filter((other) => other !== than && other.userID !== than.userID);
	}
}
