/** A simulated call that the inspector controls: every transition that is possible can be taken. */
import type { AnyActorRef, AnyMachineSnapshot, EventObject } from 'xstate';
import type { UserEvent } from '../../../../machines/call/types';
import { createCall } from '../../call/call';
import type { EngineEvent } from '../../../../machines/engine';
import { MediaRegistry } from '../../engine/media';
import { SimulatedEngine } from '../../engine/simulated/simulated.engine';
import type { Script } from '../../engine/simulated/simulated.script';
import { createRecorder, type Recorder } from '../recording/recorder';

export const MY_ROOM = 'simulated-room';

export type DriveOptions = {
	script?: Script;
	/** Seconds until a token expires. */
	tokenLife?: number;
};

export class DrivenCall {
	/** Without aliases: there is nobody whose names and IDs must be hidden. */
	readonly recorder: Recorder = createRecorder(undefined, (_, value) => value);
	readonly engine: SimulatedEngine;
	readonly #actor;

	constructor({ script = {}, tokenLife = 3_600 }: DriveOptions = {}) {
		const engine = new SimulatedEngine({ media: new MediaRegistry(), script });
		this.engine = engine;
		const { actor } = createCall({
			roomID: MY_ROOM,
			userName: 'Me',
			loadEngine: () => Promise.resolve(engine),
			tokens: { fetch: () => Promise.resolve({ userID: 'me', expiresIn: tokenLife, token: '' }) },
			inspect: this.recorder.inspect
		});
		this.#actor = actor;
	}

	get isOver(): boolean {
		return this.#actor.getSnapshot().status !== 'active';
	}

	send(event: UserEvent): void {
		this.#actor.send(event);
	}

	/** Sends the event from where it comes in a real call: the person, the engine, or the chart's own services and timers. */
	press(path: string, event: EventObject): void {
		const { type } = event;
		if (/^(user|page)\./.test(type)) this.#actor.send(event as never);
		else if (/^(room|publisher|player|lobby|remote|network|device|screen\.ended|token\.willExpire)/.test(type)) {
			this.engine.emit(event as EngineEvent);
		} else this.#find(path)?.send(event);
	}

	/** Ends the call as a closed tab does. */
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
