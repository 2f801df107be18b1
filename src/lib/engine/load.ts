/** Chooses the engine of this deployment, once, and loads no other. */
import type { CallEngine, EngineKind } from '../../../machines/engine';
import { failure } from '../../../machines/failure';
import { SIGNAL_PATH } from '../api/signalling';
import type { MediaRegistry } from './media';

/** What the server tells the page about its deployment. */
export type EngineProfile = {
	engine: EngineKind;
	appID: number;
	/** ZEGO's server address; may be empty. */
	server: string;
	iceServers: RTCIceServer[];
};

export async function loadEngine(profile: EngineProfile, media: MediaRegistry): Promise<CallEngine> {
	switch (profile.engine) {
		case 'local': {
			const { createLocalEngine } = await loaded(import('./local/local.engine'));
			const signalURL = new URL(SIGNAL_PATH, location.href);
			signalURL.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
			return createLocalEngine({
				media,
				signalURL: signalURL.href,
				iceServers: profile.iceServers,
				sessionID: crypto.randomUUID()
			});
		}
		case 'zego': {
			const { createZegoEngine } = await loaded(import('./zego/zego.engine'));
			return createZegoEngine({ media, appID: profile.appID, server: profile.server });
		}
		case 'simulated': {
			const { openSimulatedEngine } = await loaded(import('./simulated/simulated.page'));
			return openSimulatedEngine(media);
		}
	}
}

async function loaded<T>(module: Promise<T>): Promise<T> {
	try {
		return await module;
	} catch (error) {
		throw failure('browser.engineLoad', String(error));
	}
}
