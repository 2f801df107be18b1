/** What another device in the network needs, with `--https`: addresses, and the certificate authority (CA) to install. */
import { X509Certificate } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { isLocal, lanAddresses } from './certificate.mjs';
import { addressOf, isEverywhere } from './listen.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./ca.mjs').loadCA>>} Trust */

/** Below the base path. */
export const CA_PATH = '/ca.crt';

/**
 * With this type iPhones offer to install the answer, unless a header says that it is to be saved.
 * @param {Trust['ca']} ca
 * @param {import('node:http').ServerResponse} response
 */
export function answerCA({ cert }, response) {
	response.setHeader('content-type', 'application/x-x509-ca-cert').setHeader('cache-control', 'no-store');
	response.end(new X509Certificate(cert).raw);
}

/** @param {string} address */
const remark = (address) => (isLocal(address) ? '' : '  (a public address: browsers always warn)');

/** Where other devices reach this one, those first for which the CA may sign. @param {string | null} host */
function reachableAt(host) {
	if (!isEverywhere(host)) return [];
	const addresses = lanAddresses().filter((address) => host !== '0.0.0.0' || isIPv4(address));
	return addresses.sort((a, b) => Number(isLocal(b)) - Number(isLocal(a)));
}

/**
 * To be printed at the start.
 * @param {Trust} trust
 * @param {Pick<import('../../lib/server/config').Config, 'host' | 'basePath'>} config
 * @param {number} port
 */
export function forDevices(trust, { host, basePath }, port) {
	const addresses = reachableAt(host);
	const [first = host] = addresses;
	/** @param {string | null} address */
	const appAt = (address) => addressOf('https', address, port) + basePath;
	return [
		...addresses.map((address) => `  From another device: ${appAt(address)}${remark(address)}`),
		'',
		'  Browsers warn, and iPhones and iPads refuse calls, until the device trusts the certificate authority of this machine:',
		`  1. Open ${appAt(first)}${CA_PATH} on the device. Accept the warning and the download.`,
		'  2. Look at its details before you trust it. The SHA-256 fingerprint must be',
		`     ${new X509Certificate(trust.ca.cert).fingerprint256}`,
		'  3. iPhone, iPad: Settings > Profile Downloaded > Install. Then General > About > Certificate Trust Settings: turn it on.',
		'     Android: look for "CA certificate" in Settings, and install ca.crt.',
		'kept' in trust
			? `  It is kept in ${trust.kept}.`
			: `  It is for this run only, because it could not be kept: ${trust.lost}.`
	].join('\n');
}
