/** `npm run check`: types, lint, imports, format. */
import { check } from './lib/check.mjs';
import { command } from './lib/project.mjs';

await command(check);
