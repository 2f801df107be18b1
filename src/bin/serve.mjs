/** `npm run serve`, `node build/index.js`: serves a tree that is built. It installs and builds nothing. Only with HTTPS it writes a file, `ca.mjs`. */
import { command } from './lib/project.mjs';
import { serve } from './lib/serve.mjs';

await command(serve);
