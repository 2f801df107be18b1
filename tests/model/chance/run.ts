/** Lives through a call as chance has it, and checks what must hold of every call, at every moment and at the end. */
import { isDeepStrictEqual } from 'node:util';
import type { InspectionEvent } from 'xstate';
import type { CallContext, PageEvent, UserEvent } from '../../../machines/call/types';
import { DELAYS } from '../../../machines/delays';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import type { DeviceKind } from '../../../machines/engine';
import { startCall, ROOM, type RunningCall } from '../harness/call';
import type { Action, ChanceCall } from './actions';
import { checkWords } from './words';

/** Throws when something does not hold. */
export async function live(
	{ resume, camera, microphone, actions }: ChanceCall,
	record: (event: InspectionEvent) => void = () => undefined
): Promise<void> {
	const heard = new Map<object, number>();
	const call = startCall({
		input: { resume, intents: { camera, microphone } },
		inspect: (event) => {
			hear(event, heard);
			record(event);
		}
	});
	const wanted = { camera, microphone };
	await call.settled();
	const open = new Set<DeviceKind>(call.engine.hardware.openDevices);
	const checked = new WeakSet<object>();
	for (const action of actions) {
		act(call, action, wanted, heard);
		await call.advance(action.do === 'wait' ? action.milliseconds : 0);
		checkErrors(call);
		checkContexts(call, checked);
		checkDevices(call, wanted, open);
	}
	await leave(call);
	checkEnd(call);
}

function hear(event: InspectionEvent, heard: Map<object, number>): void {
	if (event.type !== '@xstate.event' || event.actorRef.sessionId !== event.rootId) return;
	const count = heard.get(event.event);
	if (count !== undefined) heard.set(event.event, count + 1);
}

function act(call: RunningCall, action: Action, wanted: Record<DeviceKind, boolean>, heard: Map<object, number>): void {
	const { actor, engine, tokens } = call;
	const { people } = engine.room;
	const isThere = (userID: string) => people.usersIn(ROOM).some((user) => user.userID === userID);
	switch (action.do) {
		case 'send': {
			const { event } = action;
			if (call.context.end === null) want(event, call.context, wanted);
			return once(call, event, heard, () => actor.send(event));
		}
		case 'emit':
			return once(call, action.event, heard, () => engine.emit(action.event));
		case 'script':
			engine.prompter.answers[action.operation] = action.answer;
			return;
		case 'answer':
			engine.prompter.answer(action.operation, action.answer);
			return;
		case 'tokens':
			tokens.next = action.answer;
			return;
		case 'answerToken':
			tokens.answer(action.answer);
			return;
		case 'join':
			return people.join(ROOM, { userID: action.userID, userName: action.userID });
		case 'publish':
		case 'unpublish':
		case 'leave':
			if (isThere(action.userID)) people[action.do](action.userID);
			return;
		case 'unplug':
			return engine.hardware.unplug(action.deviceID);
		case 'plugIn': {
			const device = action.deviceID.startsWith('camera') ? 'camera' : 'microphone';
			return engine.hardware.plugIn({ device, deviceID: action.deviceID, label: action.deviceID });
		}
		case 'wait':
	}
}

/** Toggling asks for the opposite of what the button shows. With audio only it shows that the camera is off. */
function want(event: UserEvent | PageEvent, context: CallContext, wanted: Record<DeviceKind, boolean>): void {
	if (event.type === 'user.turnOn' || event.type === 'user.turnOff')
		wanted[event.device] = event.type === 'user.turnOn';
	if (event.type !== 'user.toggle') return;
	const { state } = context[event.device];
	const isPending = state === 'opening' || state === 'closing';
	const rests = event.device === 'camera' && context.pictures === 'audioOnly';
	wanted[event.device] = rests || !(state === 'on' || (isPending && wanted[event.device]));
}

/** The chart gets the event exactly once, unless the call is over and nobody listens any more. */
function once(call: RunningCall, event: object, heard: Map<object, number>, say: () => void): void {
	const isOver = call.top === 'destroyed';
	heard.set(event, 0);
	say();
	const times = heard.get(event);
	heard.delete(event);
	if (!isOver && times !== 1) throw new Error(`The chart got ${JSON.stringify(event)} ${String(times)} times`);
}

/** A context never changes: one that was JSON stays JSON. */
function checkContexts(call: RunningCall, checked: WeakSet<object>): void {
	const { context, children } = call.actor.getSnapshot();
	for (const it of [context, ...Object.values(children).map((child) => contextOf(child?.getSnapshot()))]) {
		if (typeof it !== 'object' || it === null || checked.has(it)) continue;
		checked.add(it);
		if (!isDeepStrictEqual(JSON.parse(JSON.stringify(it)), it))
			throw new Error(`This context is not JSON: ${JSON.stringify(it)}`);
	}
}

function checkDevices(call: RunningCall, wanted: Record<DeviceKind, boolean>, open: Set<DeviceKind>): void {
	const { context } = call.actor.getSnapshot();
	for (const device of DEVICE_KINDS) {
		if (context.end === null && context[device].wanted !== wanted[device])
			throw new Error(`The ${device} is ${wanted[device] ? 'wanted' : 'not wanted'}, and the chart says otherwise`);
		const isOpen = call.engine.hardware.openDevices.includes(device);
		if (isOpen && !open.has(device) && !wanted[device]) throw new Error(`The ${device} went on, and nobody wanted it`);
		if (isOpen) open.add(device);
		else open.delete(device);
	}
}

const contextOf = (snapshot: unknown): unknown =>
	typeof snapshot === 'object' && snapshot !== null && 'context' in snapshot ? snapshot.context : undefined;

function checkErrors({ errors }: RunningCall): void {
	if (errors.length > 0) throw errors[0];
}

async function leave(call: RunningCall): Promise<void> {
	if (call.top !== 'destroyed') call.actor.send({ type: 'user.leave' });
	if (call.top !== 'loggingOut' && call.top !== 'destroyed') throw new Error(`Leaving led to ${call.top}`);
	await call.advance(DELAYS.logout);
}

function checkEnd(call: RunningCall): void {
	checkErrors(call);
	if (call.top !== 'destroyed') throw new Error(`Left, and still ${call.top} after ${String(DELAYS.logout)} ms`);
	if (call.context.end === null) throw new Error('It ended without saying why');
	checkWords(call.context.end);
	const [engine, ...others] = call.engines;
	if (!engine || others.length > 0) throw new Error(`${String(call.engines.length)} engines were made`);
	const { tracks, listeners, timers } = engine.live();
	if (tracks + listeners + timers > 0) throw new Error(`Left over in the engine: ${JSON.stringify(engine.live())}`);
	const left = call.clock.timers - call.tokens.timers;
	if (left > 0) throw new Error(`${String(left)} timers still run`);
	const destroyed = engine.log.filter(({ operation }) => operation === 'destroy').length;
	if (destroyed !== 1) throw new Error(`The engine was destroyed ${String(destroyed)} times`);
	const last = engine.log.at(-1);
	if (last?.operation !== 'destroy') throw new Error(`${String(last?.operation)} came after the engine was destroyed`);
}
