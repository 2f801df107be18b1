/** Translations of the inspector's own names. */
import { m } from '$lib/paraglide/messages.js';
import type { FaultName } from '../faults/fault';
import type { Unreadable } from '../recording/recording';
import type { ScenarioName } from '../simulation/scenarios';
import type { Sender } from './format';

export const FAULT_WORDS: Record<FaultName, () => string> = {
	signalling: m.inspect_fault_signalling,
	ice: m.inspect_fault_ice,
	camera: m.inspect_fault_camera,
	token: m.inspect_fault_token,
	sound: m.inspect_fault_sound,
	elsewhere: m.inspect_fault_elsewhere
};

export const SCENARIO_WORDS: Record<ScenarioName, () => string> = {
	goodCall: m.inspect_scenario_good,
	flakyNetwork: m.inspect_scenario_flaky,
	kickedOut: m.inspect_scenario_kicked,
	cameraDenied: m.inspect_scenario_denied,
	tokenExpires: m.inspect_scenario_token,
	logoutUnanswered: m.inspect_scenario_logout,
	loginUnanswered: m.inspect_scenario_login,
	streamLost: m.inspect_scenario_stream,
	unplugged: m.inspect_scenario_unplugged
};

export const SENDER_WORDS: Record<Sender, () => string> = {
	user: m.inspect_sender_user,
	page: m.inspect_sender_page,
	engine: m.inspect_sender_engine,
	device: m.inspect_sender_device,
	timer: m.inspect_sender_timer,
	service: m.inspect_sender_service,
	chart: m.inspect_sender_chart
};

export const UNREADABLE_WORDS: Record<Unreadable['problem'], () => string> = {
	notJSON: m.inspect_file_not_json,
	foreign: m.inspect_file_foreign,
	version: m.inspect_file_version,
	broken: m.inspect_file_broken,
	tooLarge: m.inspect_file_large
};
