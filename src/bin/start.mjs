/** `npm start`: install if needed, build if needed, serve. `--https` for other devices in the same network. */
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, Complaint } from './lib/project.mjs';

await command(async () => {
	for (const option of process.argv.slice(2)) {
		if (option !== '--https') throw new Complaint(`Unknown option ${option}: there is only --https.`);
		process.env.HTTPS = '1';
	}
	await ensureInstalled();
	await ensureBuilt();
	// Imports packages, which may have been installed a moment ago.
	const { serve } = await import('./lib/serve.mjs');
	await serve();
});
