/** Where the texts of each language are, as `src/vite/messages.ts` writes them; without a build, messages have theirs in them. */
import { BASE_PATH } from './base';

const files = import.meta.env.TEXT_FILES;

export const textsURL = (locale: string): string | null =>
	files?.[locale] === undefined ? null : `${BASE_PATH}/${files[locale]}`;
