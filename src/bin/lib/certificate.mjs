/** Makes a self-signed certificate. Without HTTPS, browsers give no camera to a page from another device. */
import { hostname, networkInterfaces } from 'node:os';
import { generate } from 'selfsigned';

const DAY = 86_400_000;

/** This machine's addresses in its local networks. */
export function lanAddresses() {
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ internal, scopeid }) => !internal && !scopeid)
		.map(({ address }) => address);
}

/** Valid for a year, and for all names and addresses of this machine. */
export async function makeCertificate() {
	const names = ['localhost', hostname()].map((value) => ({ type: /** @type {const} */ (2), value }));
	const addresses = ['127.0.0.1', '::1', ...lanAddresses()].map((ip) => ({ type: /** @type {const} */ (7), ip }));
	const made = await generate([{ name: 'commonName', value: 'video-call on this machine' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		// A phone's clock may be behind.
		notBeforeDate: new Date(Date.now() - DAY),
		notAfterDate: new Date(Date.now() + 365 * DAY),
		extensions: [
			{ name: 'basicConstraints', cA: false },
			{ name: 'extKeyUsage', serverAuth: true },
			{ name: 'subjectAltName', altNames: [...names, ...addresses] }
		]
	});
	return { key: made.private, cert: made.cert };
}
