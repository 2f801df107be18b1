/** Serves the build that is there, as `npm start` does once it has installed and built. */
import { command } from '../../../src/bin/lib/project.mjs';
import { serve } from '../../../src/bin/lib/serve.mjs';

await command(serve);
