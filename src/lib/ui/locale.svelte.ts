/** The language of the page, and its texts. Switching it changes the texts without a reload, so a call goes on. */
import { resolve } from '$app/paths';
import {
	baseLocale,
	cookieMaxAge,
	cookieName,
	getLocale as localeOfRequest,
	isLocale,
	locales,
	overwriteGetLocale,
	type Locale
} from '$lib/paraglide/runtime.js';
import * as v from 'valibot';
import { textsURL } from '../api/texts';
import { fill } from './fill';

type Shown = { locale: Locale; texts: readonly string[] };

const parseTexts = v.parser(v.array(v.string()));

// The server chose the language. A choice of our own could differ from the page that it rendered.
const chosen = import.meta.env.SSR ? baseLocale : document.documentElement.lang;
let shown = $state.raw<Shown>({ locale: isLocale(chosen) ? chosen : baseLocale, texts: [] });

// `import.meta.env.SSR`, because a build leaves out what Paraglide's own choice is made of only for a constant of Vite's.

/** Reading it makes a text render again when it changes. */
export const getLocale = (): Locale => (import.meta.env.SSR ? localeOfRequest() : shown.locale);

// Messages that are as Paraglide compiles them.
if (!import.meta.env.SSR && !import.meta.env.TEXT_FILES) overwriteGetLocale(getLocale);

/** The text of a message: by its number among those of the page, or in every language. */
export const write = (text: number | readonly string[], inputs: Readonly<Record<string, unknown>> = {}): string =>
	fill((typeof text === 'number' ? shown.texts[text] : text[locales.indexOf(shown.locale)]) ?? '', inputs);

async function load(locale: Locale): Promise<Shown> {
	const url = textsURL(locale);
	if (url === null) return { locale, texts: [] };
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: HTTP ${String(response.status)}`);
	return { locale, texts: parseTexts(await response.json()) };
}

/** Before anything is rendered. */
export async function loadTexts(): Promise<void> {
	shown = await load(shown.locale);
}

/** Rejects when its texts can't be loaded. */
export async function switchLocale(locale: Locale): Promise<void> {
	shown = await load(locale);
	// Not with `setLocale`, whose cookie is one of the whole host.
	document.cookie = `${cookieName}=${locale}; path=${resolve('/')}; max-age=${cookieMaxAge}; samesite=lax`;
	document.documentElement.lang = locale;
}
