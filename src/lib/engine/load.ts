/** Loads the engine of this deployment, and no other. */
import type { AnyActorRef } from 'xstate';
import type { CallEngine } from '../../../machines/engine';
import { failure } from '../../../machines/failure';
import type { IceServer } from '../api/ice';
import type { EngineProfile } from '../api/profile';
import { SIGNAL_PATH } from '../api/signalling';
import type { MediaRegistry } from './media';

export interface EngineNeeds {
	readonly media: MediaRegistry;
	/** Those that came with the latest token. */
	readonly iceServers: () => IceServer[];
	/** The actor whose children the engine's own charts become. */
	readonly parent?: AnyActorRef | undefined;
}

/** Rejects with `browser.engineLoad` when the file can't be loaded. */
export async function loadEngine(
	profile: EngineProfile,
	{ media, iceServers, parent }: EngineNeeds
): Promise<CallEngine> {
	switch (profile.engine) {
		case 'local': {
			checkBrowser();
			const { createLocalEngine } = await loaded(import('./local/local.engine'));
			const signalURL = new URL(SIGNAL_PATH, location.href);
			signalURL.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
			return createLocalEngine({
				media,
				signalURL: signalURL.href,
				ice: () => ({ iceServers: iceServers(), iceTransportPolicy: profile.iceTransportPolicy }),
				sessionID: crypto.randomUUID(),
				parent
			});
		}
		case 'zego': {
			checkBrowser();
			const { createZegoEngine } = await loaded(import('./zego/zego.engine'));
			return createZegoEngine({ media, appID: profile.appID, server: profile.server });
		}
		case 'simulated': {
			const { openSimulatedEngine } = await loaded(import('./simulated/simulated.page'));
			return openSimulatedEngine(media);
		}
	}
}

/**
 * Throws `browser.insecure` or `browser.unsupported` where an engine could not even be constructed; the engine checks the rest.
 * https://developer.mozilla.org/docs/Web/Security/Secure_Contexts/features_restricted_to_secure_contexts
 */
function checkBrowser(): void {
	if (!isSecureContext) throw failure('browser.insecure');
	if (!('MediaStream' in globalThis)) throw failure('browser.unsupported', 'no MediaStream');
}

async function loaded<T>(module: Promise<T>): Promise<T> {
	try {
		return await module;
	} catch (error) {
		throw failure('browser.engineLoad', String(error));
	}
}
