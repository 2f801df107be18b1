/** What a press on a device's button asks for: the other of what is shown, or once more what was refused. */
import type { DeviceView } from '$lib/call/view';
import type { UserEvent } from '$machines/call/types';
import type { DeviceKind } from '$machines/engine';

export function toggle(device: DeviceKind, { shown, wanted }: DeviceView): UserEvent {
	const off = shown === 'on' || (shown === 'pending' && wanted);
	return { type: off ? 'user.turnOff' : 'user.turnOn', device };
}

const KEYS: Readonly<Record<string, DeviceKind>> = { m: 'microphone', v: 'camera' };

/** The device whose shortcut this is; null while typing, choosing, or with a modifier that makes it the browser's. */
export function shortcut(event: KeyboardEvent): DeviceKind | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
	if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog')) return null;
	return KEYS[event.key.toLowerCase()] ?? null;
}
