import { m } from '$lib/paraglide/messages.js';
import type { Unreadable } from '../recording';

export const UNREADABLE_WORDS: Record<Unreadable['problem'], () => string> = {
	notJSON: m.inspect_file_not_json,
	foreign: m.inspect_file_foreign,
	version: m.inspect_file_version,
	broken: m.inspect_file_broken,
	tooLarge: m.inspect_file_large
};
