/** The language of the page. Switching it changes the texts without a reload, so a call goes on. */
import { browser } from '$app/environment';
import { resolve } from '$app/paths';
import {
	baseLocale,
	cookieMaxAge,
	cookieName,
	isLocale,
	overwriteGetLocale,
	type Locale
} from '$lib/paraglide/runtime.js';

// The server chose the language. A choice of our own could differ from the page that it rendered.
const chosen = browser ? document.documentElement.lang : baseLocale;
let current = $state<Locale>(isLocale(chosen) ? chosen : baseLocale);

// Messages read the locale through this function. Reading the rune makes them render again when it changes.
if (browser) overwriteGetLocale(() => current);

export function switchLocale(locale: Locale): void {
	// Not with `setLocale`, whose cookie is one of the whole host.
	document.cookie = `${cookieName}=${locale}; path=${resolve('/')}; max-age=${cookieMaxAge}; samesite=lax`;
	current = locale;
	document.documentElement.lang = locale;
}
