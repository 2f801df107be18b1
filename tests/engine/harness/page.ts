/** Runs in the browser: the engine of a deployment, chosen and loaded as the app does it, with someone to use it. */
import { loadEngine } from '../../../src/lib/engine/load';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { installProbe } from '../../browser/support/probe';
import { performer, type Performer } from './performer';
import { leftovers, watchResources } from './resources';
import { browserSenses } from './senses';

declare global {
	interface Window {
		take?: (profile: EngineProfile) => Promise<void>;
		performer?: Performer;
	}
}

window.take = async (profile) => {
	// Not sooner: whoever drives the browser has put listeners of their own on the page by now.
	installProbe({ lostMessages: null });
	watchResources();
	const media = new MediaRegistry();
	const engine = await loadEngine(profile, { media, signalURL: SIGNAL_PATH, iceServers: () => [] });
	window.performer = performer({ engine, media, senses: browserSenses(media), leftovers });
};
