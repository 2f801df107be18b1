/** Who a request comes from, and what it asks for. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Config } from './config';

const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * What limits count as one. An IPv6 customer has at least a /64, and so 2^64 addresses (RFC 6177). IPv4 addresses count one by one,
 * also where a socket for both families writes them as `::ffff:192.0.2.1`.
 */
export function networkOf(address: string): string {
	const [plain = ''] = address.split('%');
	if (!isIPv6(plain)) return address;
	// A URL has one spelling for each address: https://url.spec.whatwg.org/#concept-ipv6-serializer
	const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1);
	const [, high, low] = MAPPED.exec(canonical) ?? [];
	if (high !== undefined && low !== undefined) {
		return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join('.');
	}
	const [before, after] = canonical.split('::').map((side) => side.split(':').filter((part) => part !== ''));
	const [first, last] = [before ?? [], after ?? []];
	const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
	return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}

/**
 * The client's address. Behind a proxy it is in a header. Who comes past the proxy has no such header, or too few addresses in it,
 * and counts by the connection's own address.
 */
export function addressOf(
	header: string | null | undefined,
	remoteAddress: string | undefined,
	{ forwardedDepth }: Pick<Config, 'forwardedDepth'>
): string {
	const forwarded = header?.split(',').at(-forwardedDepth)?.trim() ?? '';
	return forwarded === '' ? (remoteAddress ?? '') : forwarded;
}

export function addressOfRequest(
	{ headers, socket }: IncomingMessage,
	config: Pick<Config, 'addressHeader' | 'forwardedDepth'>
): string {
	const header = config.addressHeader === null ? undefined : headers[config.addressHeader];
	return addressOf([header].flat().join(), socket.remoteAddress, config);
}

/** The address of a request, in two. */
export function askedOf({ url = '' }: IncomingMessage): { pathname: string; query: string } {
	const [pathname = ''] = url.split('?', 1);
	return { pathname, query: url.slice(pathname.length) };
}
