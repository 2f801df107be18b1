/** Parts of the page in files of their own, because no call begins with them. */
import { untrack, type Component } from 'svelte';

type Loaded<C> = 'no' | 'failed' | { component: C };

class Part<C extends Component<never>> {
	readonly #import: () => Promise<{ default: C }>;
	#loaded = $state.raw<Loaded<C>>('no');

	constructor(load: () => Promise<{ default: C }>) {
		this.#import = load;
	}

	/** Null until it is loaded. */
	get component(): C | null {
		return typeof this.#loaded === 'object' ? this.#loaded.component : null;
	}

	/** The latest attempt to load it. */
	get failed(): boolean {
		return this.#loaded === 'failed';
	}

	/** Once is enough, unless it has failed. */
	load(): void {
		if (untrack(() => this.component) !== null) return;
		this.#loaded = 'no';
		this.#import().then(
			({ default: component }) => (this.#loaded = { component }),
			() => (this.#loaded = 'failed')
		);
	}
}

export const chatPanel = new Part(() => import('./chat/ChatPanel.svelte'));
export const switchRoomDialog = new Part(() => import('./SwitchRoomDialog.svelte'));

/** So that no click waits for them. Where browsers can't say when they have time (Safari), at once. */
export function loadParts(): void {
	const load = () => {
		[chatPanel, switchRoomDialog].forEach((part) => part.load());
		import('./offline').then(({ registerServiceWorker }) => registerServiceWorker()).catch(() => undefined);
	};
	if ('requestIdleCallback' in globalThis) requestIdleCallback(load);
	else load();
}
