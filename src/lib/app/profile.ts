/** What the server says of its deployment, in the head of every page: nobody waits for a request. */
import * as v from 'valibot';
import type { EngineProfile } from '../engine/load';

const engineProfile = v.strictObject({
	engine: v.picklist(['local', 'zego', 'simulated']),
	appID: v.number(),
	server: v.string(),
	iceServers: v.array(
		v.strictObject({
			urls: v.union([v.string(), v.array(v.string())]),
			username: v.exactOptional(v.string()),
			credential: v.exactOptional(v.string())
		})
	)
});

/** Throws when the page was not written by this app's server. */
export function readProfile(): EngineProfile {
	const written = document.querySelector<HTMLMetaElement>('meta[name="call-profile"]');
	return v.parse(engineProfile, JSON.parse(written?.content ?? ''));
}
