import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The script that runs in each page before its own: one file without imports. */
export async function buildEye() {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			lib: { entry: fileURLToPath(new URL('./eye.ts', import.meta.url)), formats: ['iife'], name: 'unused' }
		}
	});
	const output = Array.isArray(built) ? built[0] : built;
	if (output === undefined || !('output' in output)) throw new Error('One script was expected.');
	return output.output[0].code;
}
