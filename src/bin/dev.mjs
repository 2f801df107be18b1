/** `npm run dev`: Vite with hot reload, and the room server on the same port. */
import { basePathOf } from './lib/base.path.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { command, root } from './lib/project.mjs';

await command(async () => {
	await ensureInstalled();
	const { createServer, runnerImport } = await import('vite');
	/** @type {{ module: typeof import('../lib/server/config') }} */
	const { module } = await runnerImport(`${root}src/lib/server/config.ts`);
	const { port, host } = module.readConfig(process.env, basePathOf(process.env));
	process.chdir(root);
	const vite = await createServer({
		server: { port: port ?? 3000, strictPort: port !== null, host: host ?? true }
	});
	await vite.listen();
	vite.printUrls();
	vite.bindCLIShortcuts({ print: true });
});
