/** The language of the page. Switching it re-renders the words and nothing else, so a call goes on. */
import { browser } from '$app/environment';
import { baseLocale, isLocale, overwriteGetLocale, setLocale, type Locale } from '$lib/paraglide/runtime.js';

// The server has chosen already; deciding again here could differ from what it rendered.
const chosen = browser ? document.documentElement.lang : baseLocale;
let current = $state<Locale>(isLocale(chosen) ? chosen : baseLocale);

// A message asks for the locale whenever it is rendered: reading the rune here is what keeps it fresh.
if (browser) overwriteGetLocale(() => current);

export function switchLocale(locale: Locale): void {
	void setLocale(locale, { reload: false });
	current = locale;
	document.documentElement.lang = locale;
}
