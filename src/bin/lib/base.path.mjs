/** The path below which the app lives. Imports no package, because `svelte.config.js` and commands before `npm ci` read it. */
import { CommandError } from './project.mjs';

/** Without `.` and `..`, which browsers resolve. */
const PATH = /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)*$/;

/**
 * `''` for the root, or e.g. `/call-app`. Throws a `CommandError`.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function basePathOf({ BASE_PATH }) {
	const path = BASE_PATH?.trim() ?? '';
	if (!PATH.test(path)) {
		throw new CommandError(
			'BASE_PATH must be a path such as /call-app, with a slash before each part and none at the end; leave it out for the root.'
		);
	}
	return /** @type {'' | `/${string}`} */ (path);
}
