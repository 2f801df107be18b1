/** `npm start`: installs and builds if needed, then serves. `--https` makes it reachable for other devices in the same network. */
import { ensureBuilt, isBuilt } from './lib/build.mjs';
import { ensureInstalled, hasPackages } from './lib/install.mjs';
import { command, CommandError } from './lib/project.mjs';

await command(async () => {
	for (const option of process.argv.slice(2)) {
		if (option !== '--https') throw new CommandError(`Unknown option ${option}: there is only --https.`);
		process.env.HTTPS = '1';
	}
	// A built tree with the packages of `npm ci --omit=dev` stays as it is.
	if (!isBuilt() || !hasPackages('production')) {
		await ensureInstalled();
		await ensureBuilt();
	}
	// Imported only now, because it imports packages.
	const { serve } = await import('./lib/serve.mjs');
	await serve();
});
