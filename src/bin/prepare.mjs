/** npm runs this after each install: it sets the hook that formats commits. An install for production, or outside a repository, has none. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { command, root, runTool } from './lib/project.mjs';

const HOOKS = 'simple-git-hooks/cli.js';

await command(async () => {
	if (existsSync(join(root, '.git')) && existsSync(join(root, 'node_modules', HOOKS))) await runTool(HOOKS, []);
});
