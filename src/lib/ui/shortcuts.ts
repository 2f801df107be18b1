import type { DeviceKind } from '$machines/engine';

const KEYS: Readonly<Record<string, DeviceKind>> = { m: 'microphone', v: 'camera' };

/** The device that this key switches; null in fields and dialogs, and with a modifier, which makes it the browser's shortcut. */
export function shortcut(event: KeyboardEvent): DeviceKind | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
	if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog')) return null;
	return KEYS[event.key.toLowerCase()] ?? null;
}
