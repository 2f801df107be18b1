/** Before all browser tests: the build they open, made once and only when a source has changed. */
import { ensureBuilt } from '../../../src/bin/lib/build.mjs';

export default ensureBuilt;
