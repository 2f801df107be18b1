/** What the server says of its deployment, in the head of every page: nobody waits for a request. */
import * as v from 'valibot';
import { engineProfile, type EngineProfile } from '../api/profile';

/** Throws when the page was not written by this app's server. */
export function readProfile(): EngineProfile {
	const written = document.querySelector<HTMLMetaElement>('meta[name="call-profile"]');
	return v.parse(engineProfile, JSON.parse(written?.content ?? ''));
}
