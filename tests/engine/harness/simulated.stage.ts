/** The stage of the simulated engine: everyone's engine in this process, and a crowd that lets them meet. */
import { expect, vi } from 'vitest';
import { DELAYS } from '../../../machines/delays';
import type { RoomLogin } from '../../../machines/engine';
import type { RoomReason } from '../../../machines/room.reason';
import { failure } from '../../../machines/failure';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';
import { OPERATIONS } from '../../../src/lib/engine/simulated/simulated.script';
import { performer, type Performer } from './performer';
import { Person, type Host, type Method } from './person';
import { Crowd } from './simulated.crowd';
import type { Refusal, Stage } from './stage';

export class SimulatedPerson extends Person {
	readonly pageErrors: string[] = [];
	readonly engine: SimulatedEngine;
	readonly #performer: Performer;
	readonly #crowd: Crowd;
	/** What happens to tracks elsewhere, which there are none of here. */
	readonly #instead: Partial<Performer> = {
		systemMutes: (device, muted) => this.engine.hardware.mute(device, muted),
		unplug: (device) => this.engine.hardware.unplug(`${device}-1`),
		muteScreen: (muted) => this.engine.hardware.muteScreen(muted),
		endScreen: () => this.engine.hardware.endScreen(),
		speaks: (aloud) => this.engine.hardware.speak(aloud),
		write: async (messageID, text) => {
			await this.engine.sendBroadcastMessage(messageID, text);
			this.#crowd.write(this, messageID, text);
		}
	};

	constructor(host: Host, name: string, userID: string, crowd: Crowd) {
		super(host, name, userID);
		const media = new MediaRegistry();
		const engine = (this.engine = createSimulatedEngine({ media }));
		this.#crowd = crowd;
		this.#performer = performer({
			engine,
			media,
			// Outside a browser there is nothing to see or hear: `sees` and `hearsSoundOf` do without.
			senses: { show: () => undefined, frames: () => 0, lines: () => 0, sound: () => 0 },
			leftovers: () => ({ ...engine.live(), connections: 0, sockets: 0 })
		});
	}

	/** That it is being played is all there is. */
	override async sees(streamID: string): Promise<void> {
		await vi.waitFor(async () => {
			const latest = (await this.events()).findLast(
				(event) =>
					('streamID' in event && event.streamID === streamID && event.type.startsWith('player.')) ||
					(event.type === 'room.streamUpdate' && event.streams.some((stream) => stream.streamID === streamID))
			);
			expect(latest?.type).toBe('player.PLAYING');
		});
	}

	override hearsSoundOf(streamID: string): Promise<void> {
		return this.sees(streamID);
	}

	override async hearsNothingOf(): Promise<void> {}

	async vanish(): Promise<void> {}

	protected async perform(method: Method, args: unknown[]): Promise<unknown> {
		const act = (this.#instead[method] ?? this.#performer[method]) as (...all: unknown[]) => unknown;
		try {
			return await act(...args);
		} catch (error) {
			throw error instanceof Error ? error : new Error(JSON.stringify(error));
		} finally {
			// They may have turned a device on or off.
			this.#crowd.look(this);
		}
	}
}

let count = 0;

export class SimulatedStage implements Stage, Host {
	readonly kind = 'simulated';
	readonly seen = new Set<RoomReason>();
	readonly #crowd = new Crowd();
	readonly #ending = new Set<SimulatedPerson>();
	/** How long everything has been out of reach (ms). */
	#away = 0;
	#people: SimulatedPerson[] = [];

	newRoom(): string {
		return `room-${++count}`;
	}

	async person(name: string, { userID = `${name}${++count}` }: { userID?: string } = {}): Promise<SimulatedPerson> {
		const person = new SimulatedPerson(this, name, userID, this.#crowd);
		this.#people.push(person);
		this.#crowd.add(person);
		return person;
	}

	ticket({ userID, name }: { userID: string; name: string }, roomID: string): RoomLogin {
		return { roomID, user: { userID, userName: name }, token: 'simulated' };
	}

	async refused(person: SimulatedPerson, roomID: string, why: Refusal): Promise<RoomLogin> {
		person.engine.prompter.answers.loginRoom = { outcome: 'fail', failure: failure(why) };
		person.engine.prompter.answers.switchRoom = { outcome: 'fail', failure: failure(why) };
		return person.ticket(roomID);
	}

	ending(person: SimulatedPerson, roomID: string): RoomLogin {
		this.#ending.add(person);
		return person.ticket(roomID);
	}

	warnOfTokens(): void {
		for (const { engine } of this.#ending) engine.room.expireToken();
	}

	async endTokens(renewedBy: SimulatedPerson): Promise<void> {
		for (const person of this.#ending) if (person !== renewedBy) person.engine.kick('auth.tokenExpired');
	}

	kick({ engine }: SimulatedPerson): void {
		engine.kick('kicked.byHost');
	}

	requestMute({ engine }: SimulatedPerson): void {
		engine.room.requestMute('microphone');
	}

	lock(host: SimulatedPerson): void {
		const refused = { outcome: 'fail', failure: failure('auth.roomLocked') } as const;
		for (const person of this.#people) {
			if (person === host) continue;
			person.engine.room.refuse(refused.failure);
			Object.assign(person.engine.prompter.answers, { enterLobby: refused, loginRoom: refused });
		}
	}

	async drop({ engine }: SimulatedPerson): Promise<void> {
		engine.room.loseConnection();
		engine.room.restoreConnection();
	}

	async goAway(): Promise<void> {
		for (const person of this.#people) {
			this.fallSilent(person);
			if (this.#crowd.isInRoom(person)) person.engine.room.loseConnection();
		}
	}

	async comeBack(): Promise<void> {
		await this.mend();
		for (const person of this.#people) if (this.#crowd.isInRoom(person)) person.engine.room.restoreConnection();
	}

	fallSilent(person: SimulatedPerson): void {
		const { engine } = person;
		this.#crowd.tellConnection(person, 'RECONNECTING');
		for (const operation of ['loginRoom', 'switchRoom', 'startPublishing'] as const)
			engine.prompter.answers[operation] = { outcome: 'never' };
	}

	willClash({ engine }: SimulatedPerson): void {
		engine.prompter.answers.startPublishing = { outcome: 'fail', failure: failure('stream.duplicate') };
	}

	/** Whoever is cut off gives up when the countdown is over. */
	async passTime(person: SimulatedPerson, milliseconds: number): Promise<void> {
		this.#away += milliseconds;
		if (this.#away >= DELAYS.reconnecting && this.#crowd.isInRoom(person))
			person.engine.room.tellReason('RECONNECT_FAILED', failure('network.reconnectTimeout'));
	}

	async keepApart(...people: SimulatedPerson[]): Promise<void> {
		this.#crowd.keepApart(people);
	}

	async crash(person: SimulatedPerson): Promise<void> {
		this.#crowd.lose(person);
	}

	async mend(): Promise<void> {
		for (const person of this.#people) {
			for (const operation of OPERATIONS) person.engine.prompter.answers[operation] = { outcome: 'succeed' };
			this.#crowd.tellConnection(person, 'CONNECTED');
		}
	}

	async clear(): Promise<void> {
		this.#ending.clear();
		this.#away = 0;
		for (const person of this.#people.splice(0)) this.#crowd.lose(person);
	}

	close(): Promise<void> {
		return this.clear();
	}
}
