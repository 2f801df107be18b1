/** `npm run serve`, `node build/index.js`: serves a tree that is built. It installs and builds nothing, and writes no file. */
import { command } from './lib/project.mjs';
import { serve } from './lib/serve.mjs';

await command(serve);
