/** Flags with which every test and benchmark starts Chromium. */

/**
 * Chromium heeds only the last list, so that this one also holds what matters of Playwright's own; and the address bar's
 * pop-up, a page of its own in every window that costs as much CPU time as ours.
 */
const DISABLED = [
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsFirstBalancedModeAutoEnable',
	'HttpsUpgrades',
	'MediaRouter',
	'NetworkTimeServiceQuerying',
	'OptimizationHints',
	'PaintHolding',
	'PreconnectToSearch',
	'ThirdPartyStoragePartitioning',
	'WebUIOmniboxAimPopup',
	'WebUIOmniboxPopup'
];

export const FLAGS = [
	// Root has no sandbox.
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	`--disable-features=${DISABLED.join(',')}`
];
