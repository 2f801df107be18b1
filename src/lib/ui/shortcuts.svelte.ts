/** Single letters that switch a device. Whoever speaks to their computer can turn them off: WCAG 2.1.4. */
import type { DeviceKind } from '$machines/engine';
import { rememberedShortcuts, rememberShortcuts } from './memory';

const DEVICES: Readonly<Record<string, DeviceKind>> = { m: 'microphone', v: 'camera' };

let on = $state(rememberedShortcuts());

export const shortcuts = {
	get on(): boolean {
		return on;
	},
	toggle(): void {
		on = !on;
		rememberShortcuts(on);
	}
};

/** The device that this key switches; null in fields and dialogs, in what is still to have a field, and with a modifier, which makes it the browser's shortcut. */
export function shortcut(event: KeyboardEvent): DeviceKind | null {
	if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
	if (
		event.target instanceof Element &&
		event.target.closest('input, select, textarea, dialog, section[aria-busy=true]')
	)
		return null;
	return DEVICES[event.key.toLowerCase()] ?? null;
}
