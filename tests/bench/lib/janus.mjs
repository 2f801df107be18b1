/** Janus, of Debian's package: an SFU, which carries the media itself. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnDebian } from '../../../src/bin/lib/browsers.mjs';
import { start } from './process.mjs';
import { Server } from './server.mjs';

const PROGRAM = '/usr/bin/janus';
/**
 * Rooms with names of ours, and no security beyond the namespace. `peers/janus.page.ts` has the port too. Without a port of its own,
 * the HTTP transport is unloaded while its timer still runs, and that crashes Janus 1.1.2 within a second or so.
 */
const SETTINGS = {
	'janus.jcfg': 'transports: { disable = "libjanus_http.so" }',
	'janus.transport.websockets.jcfg': 'general: { ws = true; ws_port = 8188; wss = false; }',
	'janus.plugin.videoroom.jcfg': 'general: { string_ids = true; }'
};

/**
 * Null where it can't be had.
 * @param {import('./closers.mjs').Closers} closers
 * @param {import('./network.mjs').Network} network
 */
export async function startJanus(closers, network) {
	if (!existsSync(PROGRAM)) await installOnDebian('janus');
	if (!existsSync(PROGRAM)) return null;
	const folder = await mkdtemp(join(tmpdir(), 'call-bench-janus-'));
	closers.add(() => rm(folder, { recursive: true, force: true }));
	for (const [name, text] of Object.entries(SETTINGS)) await writeFile(join(folder, name), `${text}\n`);
	const command = [...network.inside('S'), PROGRAM, '--configs-folder', folder];
	// It may crash when it ends, and would leave its memory behind.
	const options = { ready: /WebSockets transport plugin initialized/, cwd: folder };
	const server = new Server(() => start(closers, command, options));
	await server.start();
	return server;
}
