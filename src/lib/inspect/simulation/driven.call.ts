/** A simulated call to be driven from the picture: any transition that is possible can be made to happen. */
import { createActor, type AnyActorRef, type AnyMachineSnapshot, type EventObject } from 'xstate';
import type { UserEvent } from '../../../../machines/call/types';
import { provideEngine } from '../../call/engine.actors';
import type { EngineEvent } from '../../../../machines/engine';
import { MediaRegistry } from '../../engine/media';
import { SimulatedEngine } from '../../engine/simulated/simulated.engine';
import type { Script } from '../../engine/simulated/simulated.script';
import { createRecorder, type Recorder } from '../recording/recorder';

export const MY_ROOM = 'simulated-room';

export type DriveOptions = {
	script?: Script;
	/** Seconds a token lives. */
	tokenLife?: number;
};

export class DrivenCall {
	/** Nothing here is anybody's: names and IDs are recorded as they are. */
	readonly recorder: Recorder = createRecorder(undefined, (_, value) => value);
	readonly engine: SimulatedEngine;
	readonly #actor;

	constructor({ script = {}, tokenLife = 3_600 }: DriveOptions = {}) {
		const engine = new SimulatedEngine({ media: new MediaRegistry(), script });
		this.engine = engine;
		const { machine } = provideEngine({
			loadEngine: () => Promise.resolve(engine),
			tokens: { fetch: () => Promise.resolve({ userID: 'me', expiresIn: tokenLife, token: '' }) }
		});
		this.#actor = createActor(machine, {
			inspect: this.recorder.inspect,
			input: { roomID: MY_ROOM, userName: 'Me', intents: { camera: true, microphone: true }, resume: false }
		});
		this.#actor.start();
	}

	get isOver(): boolean {
		return this.#actor.getSnapshot().status !== 'active';
	}

	send(event: UserEvent): void {
		this.#actor.send(event);
	}

	/** The person acts, the engine speaks; what a chart hears of its own services and timers it is told directly. */
	press(path: string, event: EventObject): void {
		const { type } = event;
		if (/^(user|page)\./.test(type)) this.#actor.send(event as never);
		else if (/^(room|publisher|player|lobby|remote|network|device|screen\.ended|token\.willExpire)/.test(type)) {
			this.engine.emit(event as EngineEvent);
		} else this.#find(path)?.send(event);
	}

	/** As if the tab had been closed. */
	end(): void {
		if (!this.isOver) this.#actor.send({ type: 'page.hide' });
	}

	#find(path: string): AnyActorRef | undefined {
		const [, ...names] = path.split('/');
		return names.reduce<AnyActorRef | undefined>((actor, name) => {
			const snapshot = actor?.getSnapshot() as AnyMachineSnapshot | undefined;
			return (snapshot?.children as Record<string, AnyActorRef> | undefined)?.[name];
		}, this.#actor);
	}
}
