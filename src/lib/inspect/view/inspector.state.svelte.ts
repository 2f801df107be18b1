/** What the components of the inspector share: the inspected call, the scene, and the selection. */
import { getContext, setContext } from 'svelte';
import type { EventObject } from 'xstate';
import type { Coverage } from '../chart/coverage';
import type { ChartGraph } from '../chart/graph';
import { causeOf, type FaultControls } from '../faults/fault.controls';
import type { Inspection } from './inspection.svelte';
import type { Detail, Drawing } from '../chart/layout';
import { tracedBy } from '../highlights/highlights';
import { layoutsIn, sceneOf } from '../chart/scene';
import { Clock } from './clock.svelte';

/** A state or transition of one actor. */
export type Selection = { path: string; chart: string; id: string };
/** Makes this event happen to the actor at this path; null when nothing here can. */
export type Cause = (path: string, event: EventObject) => (() => void) | null;

/** Shown while no call is open: one actor of every chart. */
const EVERY_CHART = [
	{ path: 'call', chart: 'call' },
	{ path: 'call/camera', chart: 'device' },
	{ path: 'call/speaker', chart: 'speaker' },
	{ path: 'call/noise', chart: 'noise' },
	{ path: 'call/voice', chart: 'voice' },
	{ path: 'call/screen', chart: 'screen' },
	{ path: 'call/token', chart: 'token' },
	{ path: 'call/publisher', chart: 'publisher' },
	{ path: 'call/player', chart: 'player' },
	{ path: 'call/session', chart: 'session' },
	{ path: 'call/session/link', chart: 'link' },
	{ path: 'call/pair', chart: 'pair' },
	{ path: 'call/session/early', chart: 'early' },
	{ path: 'call/session/overload', chart: 'overload' }
];

export class InspectorState {
	readonly #drawing: Drawing;
	readonly clock = new Clock();
	inspection = $state.raw<Inspection | null>(null);
	coverage = $state.raw<Coverage | null>(null);
	/** For a simulated call. */
	drive = $state.raw<Cause | null>(null);
	/** For a real call. */
	controls = $state.raw<FaultControls | null>(null);
	/** Null for a call that cannot be controlled. */
	readonly cause = $derived.by((): Cause | null => {
		const { controls } = this;
		return controls?.on ? (path, event) => causeOf(controls, path, event) : this.drive;
	});
	selection = $state.raw<Selection | null>(null);
	detail = $state.raw<Detail>('overview');
	/** The person has moved or zoomed the view. */
	isMoved = $state.raw(false);

	constructor(drawing: Drawing) {
		this.#drawing = drawing;
	}

	/** The layout of every chart in the chosen detail. */
	readonly layouts = $derived.by(() => layoutsIn(this.#drawing.layouts, this.detail));

	/** A string, so that the scene is arranged again only when an actor comes or goes. */
	readonly #running = $derived.by(() =>
		JSON.stringify((this.inspection?.actors ?? EVERY_CHART).map(({ path, chart }) => ({ path, chart })))
	);
	readonly scene = $derived.by(() =>
		sceneOf(JSON.parse(this.#running) as { path: string; chart: string }[], this.layouts)
	);
	/** The transitions that the shown entry took. */
	readonly traced = $derived.by(() => tracedBy(this.inspection?.entry));
	/** Milliseconds since the recording began. */
	readonly time = $derived.by(() => {
		const { inspection } = this;
		if (!inspection) return 0;
		return inspection.position.mode === 'following' && inspection.live
			? inspection.elapsedAt(this.clock.now)
			: inspection.frame.at;
	});

	show(inspection: Inspection | null): void {
		this.inspection?.close();
		this.inspection = inspection;
		this.drive = null;
		this.controls = null;
		this.selection = null;
		this.isMoved = false;
	}

	/** Takes a transition; null when it cannot be taken now. */
	pressOf(path: string, edge: string): (() => void) | null {
		const can = this.inspection?.highlightsOf(path).possible.get(edge);
		return can?.possible && can.with ? (this.cause?.(path, can.with) ?? null) : null;
	}

	draw(detail: Detail): void {
		this.detail = detail;
		this.isMoved = false;
	}

	graphOf(chart: string): ChartGraph | undefined {
		return this.#drawing.graphs.find(({ id }) => id === chart);
	}
}

const KEY = Symbol('inspector');
export const setInspector = (inspector: InspectorState): InspectorState => setContext(KEY, inspector);
export const getInspector = (): InspectorState => getContext<InspectorState>(KEY);
