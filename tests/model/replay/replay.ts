/** Walks a path on the chart: after each step the chart must be where the path says, over the edges it says. */
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { stateOf } from '../../../src/lib/call/facts';
import { CHARTS, type ChartName } from '../charts';
import { settled } from '../harness/clock';
import type { Path, PathStep } from '../harness/paths';
import { BARE, setBareStage, type BareChart } from './bare';
import { expectView } from './expected';
import { perform } from './perform';
import { setStage } from './stage';

type Walk = {
	ref: AnyActorRef;
	taken(): string[];
	perform(step: PathStep, next: PathStep | undefined): void | Promise<void>;
	check(): void;
	/** Whatever the last step has set off is over. */
	settled(): Promise<void> | void;
};

const isBare = (chart: ChartName): chart is BareChart => (BARE as readonly string[]).includes(chart);

async function walkOn({ chart, beginning }: Path): Promise<Walk> {
	const { machine, beginnings } = CHARTS[chart];
	if (isBare(chart)) {
		const stage = setBareStage(machine, (beginnings as Record<string, unknown>)[beginning]);
		return { ...stage, check: () => {}, settled: () => {} };
	}
	const stage = await setStage(chart, beginning);
	const { call } = stage;
	return {
		...stage,
		settled,
		perform: (step, next) => perform(stage, step, next),
		check() {
			if (call.errors.length > 0) throw new Error(`The chart has thrown ${String(call.errors)}`);
			expectView(stateOf(call.actor.getSnapshot()));
		}
	};
}

/** The edges that were taken, or an account of where the chart left the path. */
export async function replay(path: Path): Promise<{ edges: string[]; fault: string | null }> {
	const walk = await walkOn(path);
	const edges: string[] = [];
	let at = -1;
	try {
		expectAt(walk, path.start, path.edges, edges);
		for (at = 0; at < path.steps.length; at++) {
			const step = path.steps[at];
			if (!step) break;
			await walk.settled();
			const under = walk.perform(step, path.steps[at + 1]);
			if (under) await under;
			expectAt(walk, step.state, step.edges, edges);
		}
		return { edges, fault: null };
	} catch (error) {
		const steps = path.steps.slice(0, at + 1).map(({ event }) => JSON.stringify(event));
		return { edges, fault: [`${path.chart} from ${path.beginning}:`, ...steps, String(error)].join('\n\t') };
	}
}

function expectAt(walk: Walk, state: unknown, expected: string[], edges: string[]): void {
	const { value } = walk.ref.getSnapshot() as AnyMachineSnapshot;
	if (JSON.stringify(value) !== JSON.stringify(state))
		throw new Error(`is in ${JSON.stringify(value)}, should be in ${JSON.stringify(state)}`);
	const taken = walk.taken();
	edges.push(...taken);
	const missed = expected.filter((edge) => !taken.includes(edge));
	if (missed.length > 0) throw new Error(`has not taken ${missed.join(', ')}`);
	walk.check();
}
