/**
 * The test model of a chart, derived mechanically. `@xstate/test` refuses charts with `invoke` and `after`, so each invocation
 * becomes transitions on its outcome, and each `after` a transition on its timer's event. Actions keep what they assign and
 * lose what they do to other actors. Each transition notes that it was taken. Paths over it are replayed on the chart itself.
 */
import {
	assign,
	createMachine,
	enqueueActions,
	type AnyMachineSnapshot,
	type AnyStateMachine,
	type AnyStateNode
} from 'xstate';

type Config = Record<string, unknown>;
type Collect = (args: { enqueue: object }, params: unknown) => void;

/** The action that only a model has. */
const COVER = 'cover';

/** The edges a path to this snapshot has taken, in order. */
export const takenBy = (snapshot: AnyMachineSnapshot): string[] => (snapshot.context as { taken: string[] }).taken;

export function modelOf(machine: AnyStateMachine, input: unknown): AnyStateMachine {
	const { context } = machine.config;
	const facts = typeof context === 'function' ? context({ input }) : context;
	const { actions, guards } = machine.implementations as { actions: Config; guards: Config };
	const inert = Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, withoutOthers(action)]));
	const cover = assign({ taken: ({ context }, { edge }: { edge: string }) => [...context.taken, edge] });
	return createMachine(
		{ ...plain(machine.root), context: { ...facts, taken: [] } } as never,
		{ actions: { ...inert, [COVER]: cover }, guards } as never
	);
}

function plain(node: AnyStateNode): Config {
	const { on, onDone, always, entry, exit, type, id, initial, tags, description } = node.config;
	const outcomes = node.invoke.flatMap(({ id, onDone, onError }) => [
		[`xstate.done.actor.${id}`, onDone],
		[`xstate.error.actor.${id}`, onError]
	]);
	const timers = Object.entries(node.config.after ?? {}).map(([delay, then]) => [
		`xstate.after.${delay}.${node.id}`,
		then
	]);
	const events = [...Object.entries(on ?? {}), ...outcomes, ...timers].filter(([, then]) => then !== undefined);
	const children = Object.entries(node.states).map(([key, child]) => [key, plain(child)]);
	return {
		...given({ type, id, initial, tags, description, entry, exit }),
		...(onDone && { onDone: covered(node, `xstate.done.state.${node.id}`, onDone) }),
		...(always && { always: covered(node, '', always) }),
		...(children.length > 0 && { states: Object.fromEntries(children) }),
		on: Object.fromEntries(events.map(([event, then]) => [event, covered(node, event as string, then)]))
	};
}

const given = (config: Config): Config =>
	Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const covered = (node: AnyStateNode, event: string, then: unknown): Config[] =>
	listed(then).map((row, place) => {
		const transition = (typeof row === 'string' ? { target: row } : row) as Config;
		const cover = { type: COVER, params: { edge: `${node.id}:${event}:${place}` } };
		return { ...transition, actions: [cover, ...listed(transition.actions)] };
	});

const nothing = (): void => {};

function withoutOthers(action: unknown): unknown {
	if (typeof action !== 'function' || !('type' in action)) return nothing;
	switch (action.type) {
		case 'xstate.assign':
		case 'xstate.raise':
			return action;
		case 'xstate.enqueueActions': {
			const { collect } = action as unknown as { collect: Collect };
			return enqueueActions((args, params) => {
				const enqueue = Object.assign((queued: never) => args.enqueue(queued), args.enqueue, {
					sendTo: nothing,
					sendParent: nothing,
					spawnChild: nothing,
					stopChild: nothing,
					emit: nothing
				});
				collect({ ...args, enqueue }, params);
			});
		}
		default:
			return nothing;
	}
}
