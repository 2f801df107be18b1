import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, type AnyStateMachine, type AnyStateNode } from 'xstate';
import { linkMachine, type SocketCommand, type SocketEvent } from '../../../src/lib/engine/local/link/machine';
import { pairMachine } from '../../../src/lib/engine/local/pair/machine';
import { sessionMachine } from '../../../src/lib/engine/local/session/machine';

const idle = fromCallback<SocketCommand, undefined, SocketEvent>(() => () => undefined);
const CHARTS: [string, AnyStateMachine][] = [
	['link', linkMachine.provide({ actors: { socket: idle } })],
	['session', sessionMachine],
	['pair', pairMachine]
];

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(nodesOf)];

describe.each(CHARTS)('the %s chart', (_, machine) => {
	const nodes = nodesOf(machine.root);

	it('waits only for delays that exist: an unknown one would be over at once', () => {
		const known = Object.keys(machine.implementations.delays);
		const used = nodes.flatMap((node) => Object.keys((node.config.after as object | undefined) ?? {}));
		expect(used.filter((name) => !known.includes(name))).toEqual([]);
	});

	it('survives whatever it invokes', () => {
		const unguarded = nodes.flatMap((node) =>
			node.invoke.filter(({ id }) => !node.transitions.has(`xstate.error.actor.${id}`)).map(({ id }) => id)
		);
		expect(unguarded).toEqual([]);
	});

	it('names every event it takes', () => {
		const wild = nodes.flatMap((node) => [...node.transitions.keys()]).filter((type) => type.includes('*'));
		expect(wild).toEqual([]);
	});

	it('starts, and keeps nothing but JSON', () => {
		const actor = createActor(machine, { input: { sessionID: 'session' } }).start();
		const { status, context } = actor.getSnapshot() as { status: string; context: unknown };
		expect(status).toBe('active');
		expect(JSON.parse(JSON.stringify(context ?? {}))).toEqual(context ?? {});
		actor.stop();
	});
});
