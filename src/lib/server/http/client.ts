import type { RequestEvent } from '@sveltejs/kit';
import type { CallServer } from '../call.server';
import { addressOf } from '../address';

/** What SvelteKit's Node adapter knows of a request. In development there is none. */
interface NodePlatform {
	readonly req?: { readonly socket: { readonly remoteAddress?: string } };
}

/**
 * The address that sockets of the same client count for. The adapter's `getClientAddress` answers 500 to whoever comes without
 * `ADDRESS_HEADER`, such as a health check.
 */
export function clientAddress({ config }: CallServer, event: RequestEvent): string {
	if (config.addressHeader === null) return event.getClientAddress();
	const { req } = (event.platform ?? {}) as NodePlatform;
	return addressOf(event.request.headers.get(config.addressHeader), req?.socket.remoteAddress, config);
}
