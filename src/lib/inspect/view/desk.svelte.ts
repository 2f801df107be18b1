/** What the parts of the inspector share: the call on the desk, the picture, and what is looked at. */
import { getContext, setContext } from 'svelte';
import type { Coverage } from '../coverage';
import { GRAPHS, type Inspection } from '../inspection.svelte';
import type { ChartLayout } from '../layout';
import { sceneOf } from '../scene';
import { Clock } from './clock.svelte';

/** A state or transition of one actor. */
export type Spot = { path: string; chart: string; id: string };
/** Makes a transition happen. */
export type Press = (path: string, edge: string) => void;

/** Without a call, one actor of every chart. */
const EVERY_CHART = [
	{ path: 'call', chart: 'call' },
	{ path: 'call/camera', chart: 'device' },
	{ path: 'call/screen', chart: 'screen' },
	{ path: 'call/token', chart: 'token' },
	{ path: 'call/publisher', chart: 'publisher' },
	{ path: 'call/player', chart: 'player' }
];

export class Desk {
	readonly layouts: ReadonlyMap<string, ChartLayout>;
	readonly clock = new Clock();
	inspection = $state.raw<Inspection | null>(null);
	coverage = $state.raw<Coverage | null>(null);
	press = $state.raw<Press | null>(null);
	spot = $state.raw<Spot | null>(null);

	constructor(layouts: ChartLayout[]) {
		this.layouts = new Map(layouts.map((layout) => [layout.chart, layout]));
	}

	/** The same string for the same actors: the picture is placed anew only when one comes or goes. */
	readonly #running = $derived.by(() =>
		JSON.stringify((this.inspection?.actors ?? EVERY_CHART).map(({ path, chart }) => ({ path, chart })))
	);
	readonly scene = $derived.by(() =>
		sceneOf(JSON.parse(this.#running) as { path: string; chart: string }[], this.layouts)
	);
	/** The transitions of the entry that is shown. */
	readonly traced = $derived.by(() => {
		const entry = this.inspection?.entry;
		return new Set(entry?.via?.map((edge) => `${entry.to} ${edge}`));
	});
	/** Milliseconds since the recording began. */
	readonly time = $derived.by(() => {
		const { inspection } = this;
		if (!inspection) return 0;
		return inspection.position.mode === 'following' && inspection.live
			? inspection.elapsedAt(this.clock.now)
			: inspection.frame.at;
	});

	take(inspection: Inspection | null): void {
		this.inspection?.close();
		this.inspection = inspection;
		this.spot = null;
	}

	graphOf(chart: string) {
		return GRAPHS.get(chart);
	}
}

const KEY = Symbol('desk');
export const setDesk = (desk: Desk): Desk => setContext(KEY, desk);
export const getDesk = (): Desk => getContext<Desk>(KEY);
