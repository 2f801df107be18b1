/** Keeps the certificate authority (CA) of this machine, so that a phone has to install it only once. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { makeCA } from './certificate.mjs';
import { CommandError } from './project.mjs';

/** @typedef {import('./certificate.mjs').Pair} Pair */

/** Where programs of this system keep what they made for their user. */
function dataFolder() {
	const { LOCALAPPDATA, XDG_DATA_HOME = '' } = process.env;
	const home = homedir();
	if (process.platform === 'win32') return LOCALAPPDATA ?? join(home, 'AppData', 'Local');
	if (process.platform === 'darwin') return join(home, 'Library', 'Application Support');
	// A relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
	return isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(home, '.local', 'share');
}

/** Throws where the system knows no home of this user. */
const defaultFile = () => join(dataFolder(), 'video-call', 'ca.pem');

/** @param {string} pem */
function decode(pem) {
	try {
		return { cert: new X509Certificate(pem), key: createPrivateKey(pem) };
	} catch (cause) {
		throw new Error('it does not hold a certificate and its key', { cause });
	}
}

/** @param {string} pem @returns {Pair} */
function parse(pem) {
	const { cert, key } = decode(pem);
	if (!cert.ca || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('this app did not make it');
	if (!cert.checkPrivateKey(key)) throw new Error('its key is not that of its certificate');
	if (Date.parse(cert.validTo) < Date.now()) throw new Error(`it was valid until ${cert.validTo}`);
	return { key: key.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: cert.toString() };
}

/** @param {string} file */
function read(file) {
	try {
		return parse(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new CommandError(
			`The certificate authority in ${file} cannot be used: ${reasonOf(error)}.\n` +
				'Delete the file: the next start makes a new one, and each device has to install that one.'
		);
	}
}

/** @param {string} file @param {Pair} ca */
function write(file, { cert, key }) {
	try {
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		writeFileSync(file, cert + key, { mode: 0o600, flag: 'wx' });
	} catch (error) {
		// Another start may have been faster.
		if (!existsSync(file)) throw error;
	}
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * The CA that was kept, or a new one. Where nothing can be written, one for this run: `kept` is its file, `lost` why there is none.
 * Throws a `CommandError` if the file has something else.
 * @param {() => string} place
 * @returns {Promise<{ ca: Pair, kept: string } | { ca: Pair, lost: string }>}
 */
export async function loadCA(place = defaultFile) {
	try {
		const file = place();
		if (!existsSync(file)) write(file, await makeCA());
		return { ca: read(file), kept: file };
	} catch (error) {
		if (error instanceof CommandError) throw error;
		return { ca: await makeCA(), lost: reasonOf(error) };
	}
}
