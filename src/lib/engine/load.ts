/** Loads the engine of this deployment, and no other. */
import type { AnyActorRef } from 'xstate';
import type { CallEngine } from '../../../machines/engine';
import { failure } from '../../../machines/failure';
import type { IceServer } from '../api/ice';
import type { EngineProfile } from '../api/profile';
import type { MediaRegistry } from './media';

export interface EngineNeeds {
	readonly media: MediaRegistry;
	/** Where the local engine's server opens sockets: an address, or a path at this page's server. */
	readonly signalURL: string;
	/** Those that came with the latest token. */
	readonly iceServers: () => IceServer[];
	/** The actor whose children the engine's own charts become. */
	readonly parent?: AnyActorRef | undefined;
}

/** Rejects with `browser.engineLoad` when the file can't be loaded. */
export async function loadEngine(
	profile: EngineProfile,
	{ media, signalURL, iceServers, parent }: EngineNeeds
): Promise<CallEngine> {
	switch (profile.engine) {
		case 'local': {
			checkBrowser();
			const { createLocalEngine } = await loaded(import('./local/local.engine'));
			const url = new URL(signalURL, location.href);
			url.protocol = url.protocol.replace('http', 'ws');
			return createLocalEngine({
				media,
				signalURL: url.href,
				ice: () => ({ iceServers: iceServers(), iceTransportPolicy: profile.iceTransportPolicy }),
				sessionID: crypto.randomUUID(),
				parent
			});
		}
		case 'zego': {
			checkBrowser();
			const { createZegoEngine } = await loaded(import('./zego/zego.engine'));
			const { appID, server, videoCodec } = profile;
			return createZegoEngine({ media, appID, server, videoCodec });
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
