/** The health check of the image: ends with code 0 when the app on this machine says that it is well. */
import { basePathOf } from './lib/base.path.mjs';

const { PORT = '3000' } = process.env;
const { ok } = await fetch(`http://127.0.0.1:${PORT}${basePathOf(process.env)}/healthz`);
process.exit(ok ? 0 : 1);
