import { m } from '../paraglide/messages.js';

type Inputs = { device: string };

function steps(userAgent: string): (inputs: Inputs) => string {
	// On iPhone and iPad all browsers use WebKit and have Safari's page menu.
	if (/iPhone|iPad/.test(userAgent)) return m.permission_ios;
	if (userAgent.includes('Firefox/')) return m.permission_firefox;
	if (userAgent.includes('Chrome/')) return m.permission_chromium;
	if (userAgent.includes('Safari/')) return m.permission_safari;
	return m.permission_chromium;
}

/** How to allow a blocked camera or microphone in this browser. */
export const permissionSteps = (inputs: Inputs): string =>
	`${steps(navigator.userAgent)(inputs)} ${m.permission_system()}`;

/** Where the system allows this browser to record the screen. */
export const screenSteps = (): string =>
	navigator.userAgent.includes('Macintosh') ? m.screen_denied_mac() : m.screen_denied_advice();
