/**
 * Makes a certificate authority (CA) and the server's certificate, which the CA signs. Without HTTPS, browsers give no camera to a page
 * from another device, and iPhones open no socket to a server whose certificate they don't trust.
 */
import { createPrivateKey, KeyObject } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
	GeneralName,
	GeneralSubtree,
	GeneralSubtrees,
	id_ce_nameConstraints,
	NameConstraints
} from '@peculiar/asn1-x509';
import {
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	Extension,
	KeyUsageFlags,
	KeyUsagesExtension,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	X509Certificate,
	X509CertificateGenerator
} from '@peculiar/x509';

/** @typedef {{ key: string, cert: string }} Pair a private key and its certificate, both as PEM */

const KEY = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const DAY = 86_400_000;
const CA_DAYS = 3_650;
/** iPhones take 825, Chromium 398: https://support.apple.com/103769 */
const CERTIFICATE_DAYS = 365;

/** Names and networks that only a local network has. A phone trusts the CA, so whoever gets its key must not gain any site of the web. */
const DOMAINS = ['localhost', 'local', 'internal', 'home.arpa'];
const NETWORKS = [
	...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
	...['::1/128', 'fc00::/7']
];

const local = new BlockList();
for (const network of NETWORKS) {
	const [address = '', bits] = network.split('/');
	local.addSubnet(address, Number(bits), familyOf(address));
}

/** @param {string} address */
function familyOf(address) {
	return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** Whether the CA may sign for this address. @param {string} address */
export const isLocal = (address) => local.check(address, familyOf(address));

/** This machine's addresses in its networks. */
export function lanAddresses() {
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ internal, scopeid }) => !internal && !scopeid)
		.map(({ address }) => address);
}

/** This machine's names, as far as the CA may sign for them. Apple's devices find `<name>.local` by themselves, others mostly too. */
function localNames() {
	const name = hostname().toLowerCase();
	const names = ['localhost', name, `${name.split('.')[0]}.local`];
	return [...new Set(names)].filter((each) => DOMAINS.some((domain) => `.${each}`.endsWith(`.${domain}`)));
}

/** From yesterday on, because a phone's clock may be behind. @param {number} days */
const validFor = (days) => ({
	notBefore: new Date(Date.now() - DAY),
	notAfter: new Date(Date.now() + days * DAY)
});

const makeKeys = () => crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);

/** @param {CryptoKey} privateKey @param {X509Certificate} certificate @returns {Pair} */
const toPair = (privateKey, certificate) => ({
	key: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
	cert: `${certificate.toString('pem')}\n`
});

const onlyServers = () => new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]);

function onlyLocal() {
	const permitted = [
		...DOMAINS.map((dNSName) => new GeneralName({ dNSName })),
		...NETWORKS.map((iPAddress) => new GeneralName({ iPAddress }))
	].map((base) => new GeneralSubtree({ base }));
	const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
	return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

/** @returns {Promise<Pair>} */
export async function makeCA() {
	const keys = await makeKeys();
	const made = await X509CertificateGenerator.createSelfSigned({
		// What a phone lists.
		name: [{ CN: [`Video call on ${hostname().slice(0, 32)}, ${new Date().toISOString().slice(0, 10)}`] }],
		...validFor(CA_DAYS),
		signingAlgorithm: SIGNATURE,
		keys,
		extensions: [
			new BasicConstraintsExtension(true, 0, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
			onlyServers(),
			onlyLocal(),
			await SubjectKeyIdentifierExtension.create(keys.publicKey)
		]
	});
	return toPair(keys.privateKey, made);
}

/**
 * For the names and local addresses of this machine, or for `names` and `addresses`.
 * @param {Pair} ca
 * @param {{ names?: readonly string[], addresses?: readonly string[] }} [subject]
 */
export async function makeCertificate(
	ca,
	{ names = localNames(), addresses = ['127.0.0.1', '::1', ...lanAddresses().filter(isLocal)] } = {}
) {
	const keys = await makeKeys();
	const issuer = new X509Certificate(ca.cert);
	const signer = createPrivateKey(ca.key).export({ type: 'pkcs8', format: 'der' });
	const made = await X509CertificateGenerator.create({
		subject: [{ CN: ['Video call on this machine'] }],
		issuer: issuer.subjectName,
		...validFor(CERTIFICATE_DAYS),
		signingAlgorithm: SIGNATURE,
		publicKey: keys.publicKey,
		signingKey: await crypto.subtle.importKey('pkcs8', signer, KEY, false, ['sign']),
		extensions: [
			new BasicConstraintsExtension(false, undefined, true),
			new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
			onlyServers(),
			new SubjectAlternativeNameExtension([
				...names.map((value) => ({ type: /** @type {const} */ ('dns'), value })),
				...addresses.map((value) => ({ type: /** @type {const} */ ('ip'), value }))
			]),
			await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
			await SubjectKeyIdentifierExtension.create(keys.publicKey)
		]
	});
	return toPair(keys.privateKey, made);
}
