/** Where each browser hides the switch that gives a site its camera or microphone back. */
import { m } from '../paraglide/messages.js';

type Inputs = { device: string };

function steps(userAgent: string): (inputs: Inputs) => string {
	// Every browser on an iPhone or iPad is Safari underneath and has Safari's page menu.
	if (/iPhone|iPad/.test(userAgent)) return m.permission_ios;
	if (userAgent.includes('Firefox/')) return m.permission_firefox;
	if (userAgent.includes('Chrome/')) return m.permission_chromium;
	if (userAgent.includes('Safari/')) return m.permission_safari;
	return m.permission_chromium;
}

export const permissionSteps = (inputs: Inputs): string =>
	`${steps(navigator.userAgent)(inputs)} ${m.permission_system()}`;
