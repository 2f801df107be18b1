import { m } from '$lib/paraglide/messages.js';
import type { ScenarioName } from '../scenarios';

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
