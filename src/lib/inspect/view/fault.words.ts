import { m } from '$lib/paraglide/messages.js';
import type { FaultName } from '../faults/fault';

export const FAULT_WORDS: Record<FaultName, () => string> = {
	signalling: m.inspect_fault_signalling,
	ice: m.inspect_fault_ice,
	camera: m.inspect_fault_camera,
	token: m.inspect_fault_token,
	sound: m.inspect_fault_sound,
	elsewhere: m.inspect_fault_elsewhere
};
