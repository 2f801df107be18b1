/** The texts for codes and states, in the language of the page. A new code without a text does not compile. */
import type { CallEnd, EndCause, Notice } from '../../../machines/call/types';
import type { DeviceKind, NoiseSuppression } from '../../../machines/engine';
import type { Failure, FailureCode } from '../../../machines/failure';
import type { PictureMode } from '../../../machines/pictures';
import type { NameProblem } from '../api/name';
import { m } from '../paraglide/messages.js';
import type { FlowView, ReachView } from '../call/flow';
import type { QualityView, TileView } from '../call/tiles';
import type { DeviceView, Status } from '../call/view';
import { permissionSteps, screenSteps } from './permission';

/** Only texts about a camera or microphone use `device`. */
type Words = (inputs: { device: string }) => string;
/** The main button: the same again, the same on a page that is loaded anew, another call, or the start page. */
export type NextStep = 'retry' | 'reload' | 'newCall' | 'home';
export type Explanation = { what: Words; advice: Words; next: NextStep };

const retry = (what: Words, advice: Words): Explanation => ({ what, advice, next: 'retry' });
const reload = (what: Words): Explanation => ({ what, advice: m.advice_reload, next: 'reload' });
const newCall = (what: Words, advice: Words): Explanation => ({ what, advice, next: 'newCall' });
const home = (what: Words, advice: Words): Explanation => ({ what, advice, next: 'home' });

export const FAILURE_WORDS: Record<FailureCode, Explanation> = {
	'config.invalid': home(m.config_invalid, m.advice_operator),
	'config.roomID': newCall(m.config_roomID, m.config_roomID_advice),
	'config.userID': reload(m.config_userID),
	'config.userName': retry(m.config_userName, m.config_userName_advice),
	'config.streamID': reload(m.config_streamID),
	'config.alreadyLoggedIn': reload(m.config_alreadyLoggedIn),
	'config.notLoggedIn': retry(m.config_notLoggedIn, m.advice_again),
	'config.badMessage': reload(m.config_badMessage),
	'auth.tokenInvalid': retry(m.auth_tokenInvalid, m.advice_again),
	'auth.tokenExpired': retry(m.auth_tokenExpired, m.advice_again),
	'auth.seatInvalid': reload(m.auth_seatInvalid),
	'auth.accessExpired': { what: m.login_over, advice: m.login_advice, next: 'reload' },
	'auth.roomLocked': retry(m.auth_roomLocked, m.auth_roomLocked_advice),
	'auth.forbidden': home(m.auth_forbidden, m.advice_inviter),
	'auth.blacklisted': home(m.auth_blacklisted, m.advice_inviter),
	'network.broken': retry(m.network_broken, m.advice_network),
	'network.loginTimeout': retry(m.network_loginTimeout, m.advice_network),
	'network.reconnectTimeout': retry(m.network_reconnectTimeout, m.advice_network),
	'network.tokenUnreachable': retry(m.network_tokenUnreachable, m.advice_network),
	'network.noPath': retry(m.network_noPath, m.network_noPath_advice),
	'network.serverClosing': retry(m.network_serverClosing, m.advice_moment),
	'capacity.roomFull': retry(m.capacity_roomFull, m.capacity_roomFull_advice),
	'capacity.tooManyRooms': retry(m.capacity_tooManyRooms, m.advice_moment),
	'capacity.tooManyStreams': retry(m.capacity_tooManyStreams, m.capacity_tooManyStreams_advice),
	'capacity.tooFast': retry(m.capacity_tooFast, m.advice_moment),
	'capacity.tooLarge': reload(m.capacity_tooLarge),
	'kicked.elsewhere': retry(m.kicked_elsewhere, m.kicked_elsewhere_advice),
	'kicked.byHost': home(m.kicked_byHost, m.kicked_byHost_advice),
	'kicked.roomEnded': newCall(m.kicked_roomEnded, m.kicked_roomEnded_advice),
	'device.denied': retry(m.device_denied, permissionSteps),
	'device.inUse': retry(m.device_inUse, m.device_inUse_advice),
	'device.notFound': retry(m.device_notFound, m.device_notFound_advice),
	'device.unplugged': retry(m.device_unplugged, m.device_unplugged_advice),
	'device.constraints': retry(m.device_constraints, m.advice_choose_other),
	'device.noAnswer': retry(m.device_noAnswer, m.device_noAnswer_advice),
	'device.muted': retry(m.device_muted, m.device_muted_advice),
	'device.failed': retry(m.device_failed, m.advice_choose_other),
	'screen.cancelled': retry(m.screen_cancelled, m.screen_cancelled_advice),
	'screen.denied': retry(m.screen_denied, screenSteps),
	'screen.unsupported': home(m.screen_unsupported, m.screen_unsupported_advice),
	'screen.failed': retry(m.screen_failed, m.screen_failed_advice),
	'stream.duplicate': retry(m.stream_duplicate, m.stream_duplicate_advice),
	'stream.notFound': retry(m.stream_notFound, m.advice_again),
	'stream.forbidden': home(m.stream_forbidden, m.advice_inviter),
	'stream.interrupted': retry(m.stream_interrupted, m.advice_network),
	'stream.timeout': retry(m.stream_timeout, m.advice_network),
	'browser.insecure': home(m.browser_insecure, m.browser_insecure_advice),
	'browser.unsupported': home(m.browser_unsupported, m.browser_unsupported_advice),
	'browser.engineLoad': reload(m.browser_engineLoad),
	'unknown.error': retry(m.unknown_error, m.advice_again)
};

const END_WORDS: Record<EndCause, Explanation> = {
	left: retry(m.end_left, m.end_left_advice),
	pageHidden: retry(m.end_pageHidden, m.end_pageHidden_advice),
	failed: retry(m.end_failed, m.advice_again),
	kicked: newCall(m.end_kicked, m.advice_inviter),
	loggedOut: retry(m.end_loggedOut, m.end_pageHidden_advice)
};

/** Why the call is over and what to do next. If there is a failure, its texts say more than the cause's. */
export const endWords = ({ cause, failure }: CallEnd): Explanation =>
	failure === null ? END_WORDS[cause] : FAILURE_WORDS[failure.code];

export const STATUS_WORDS: Record<Status, () => string> = {
	preparing: m.status_preparing,
	ready: m.status_ready,
	unavailable: m.status_unavailable,
	connecting: m.status_connecting,
	publishing: m.status_publishing,
	alone: m.status_alone,
	inCall: m.status_inCall,
	reconnecting: m.status_reconnecting,
	leaving: m.status_leaving,
	ended: m.status_ended
};

export const NAME_PROBLEMS: Record<NameProblem, () => string> = {
	missing: m.name_missing,
	invisible: m.name_invisible,
	unfit: m.name_invalid
};

export const QUALITY_WORDS: Record<QualityView, () => string> = {
	unknown: m.quality_unknown,
	excellent: m.quality_excellent,
	good: m.quality_good,
	middle: m.quality_middle,
	poor: m.quality_poor,
	die: m.quality_die
};

const TILE_STATE_WORDS: Record<TileView['state'], { mine: Line; theirs: Line }> = {
	none: { mine: null, theirs: m.tile_none },
	requesting: { mine: m.tile_requesting, theirs: m.tile_requesting },
	playing: { mine: null, theirs: null },
	stalled: { mine: null, theirs: m.tile_stalled },
	unreachable: { mine: null, theirs: m.tile_unreachable },
	retrying: { mine: m.tile_retrying, theirs: m.tile_retrying },
	failed: { mine: m.tile_unsent, theirs: m.tile_failed }
};
type Line = (() => string) | null;

const PAUSED_WORDS = { mine: m.tile_paused_mine, theirs: m.tile_paused };

/** What is wrong with a tile; null when nothing is. */
export function tileStateWords({ state, local, source, camera, audioOnly }: TileView): string | null {
	if (audioOnly && (local || state === 'playing')) return m.tile_audio_only();
	const isPaused = state === 'playing' && source === 'screen' && !camera;
	return (isPaused ? PAUSED_WORDS : TILE_STATE_WORDS[state])[local ? 'mine' : 'theirs']?.() ?? null;
}

export const PICTURES_WORDS: Record<PictureMode, { name: () => string; hint: () => string }> = {
	automatic: { name: m.pictures_automatic, hint: m.pictures_automatic_hint },
	saveData: { name: m.pictures_save_data, hint: m.pictures_save_data_hint },
	best: { name: m.pictures_best, hint: m.pictures_best_hint },
	audioOnly: { name: m.pictures_audio_only, hint: m.pictures_audio_only_hint }
};

type Arriving = Record<FlowView['arrives'], Record<FlowView['reaches'], () => string>>;
const FLOW_WORDS: Arriving = {
	yes: { yes: m.flow_both, no: m.flow_only_theirs, unknown: m.flow_theirs },
	no: { yes: m.flow_only_mine, no: m.flow_neither, unknown: m.flow_no_theirs },
	unknown: { yes: m.flow_mine, no: m.flow_no_mine, unknown: m.flow_unknown }
};

/** What gets through without the room; null while the room has both. */
export function flowWords({ flow, source }: TileView): string | null {
	if (flow === null || source === 'screen') return null;
	const words = FLOW_WORDS[flow.arrives][flow.reaches]();
	return flow.away === 'them' ? `${m.tile_retrying()} ${words}` : words;
}

const REACH_WORDS: Record<ReachView['who'], Record<ReachView['what'], () => string>> = {
	all: { both: m.reach_all, camera: m.reach_all_see, microphone: m.reach_all_hear, nothing: m.reach_all_nothing },
	some: { both: m.reach_some, camera: m.reach_some, microphone: m.reach_some, nothing: m.reach_some },
	nobody: {
		both: m.reach_nobody,
		camera: m.reach_nobody_sees,
		microphone: m.reach_nobody_hears,
		nothing: m.reach_nobody_nothing
	},
	unknown: { both: m.reach_unknown, camera: m.reach_unknown, microphone: m.reach_unknown, nothing: () => '' }
};

/** Whether the others still see and hear me. */
export const reachWords = (reach: ReachView | null): string =>
	reach === null ? '' : REACH_WORDS[reach.who][reach.what]();

export const DEVICE_WORDS: Record<DeviceKind, { name: () => string; title: () => string }> = {
	camera: { name: m.camera, title: m.camera_title },
	microphone: { name: m.microphone, title: m.microphone_title }
};

export const muteRequestWords = (device: DeviceKind): string =>
	m.mute_requested({ device: DEVICE_WORDS[device].name() });

/** What a device calls itself; before permission is given, its number among those of its kind. */
export const deviceName = (device: DeviceKind, label: string, index: number): string =>
	label || m.device_numbered({ device: DEVICE_WORDS[device].title(), number: index + 1 });

const SETBACK_WORDS: Partial<Record<FailureCode, Words>> = {
	'device.notFound': m.device_chosen_missing,
	'device.inUse': m.device_chosen_inUse
};

/** Why another device is used than the person has chosen, or, where nothing was chosen, than the browser's choice. */
export function setbackWords(kind: DeviceKind, code: FailureCode, { chosenID, deviceID, choices }: DeviceView): string {
	const device = DEVICE_WORDS[kind].name();
	if (chosenID !== null) return (SETBACK_WORDS[code] ?? m.device_chosen_failed)({ device });
	const index = choices.findIndex((one) => one.deviceID === deviceID);
	return m.device_usual_inUse({ device, name: deviceName(kind, choices[index]?.label ?? '', index) });
}

export const NOISE_WORDS: Record<NoiseSuppression, () => string> = {
	off: m.noise_off,
	browser: m.noise_browser,
	strong: m.noise_strong
};

/** What could not be done about noise, and what is done instead. */
export const noiseWords = (missed: NoiseSuppression): string =>
	missed === 'strong' ? m.noise_strong_missed() : m.noise_missed();

/** Why sound does not come out of the chosen speaker, and where it does. */
export const speakerWords = ({ code }: Failure): string =>
	code === 'device.notFound' ? m.speaker_missing() : m.speaker_failed();

const GONE_WORDS: Record<Extract<Notice, { type: 'notice.gone' }>['reason'], (inputs: { name: string }) => string> = {
	left: m.notice_left,
	lost: m.notice_lost,
	elsewhere: m.notice_elsewhere,
	kicked: m.notice_kicked,
	removed: m.notice_removed
};

/** Keeps a right-to-left name from reversing the sentence around it: https://unicode.org/reports/tr9/#Explicit_Directional_Isolates */
export const isolated = (name: string) => `\u2068${name}\u2069`;

/** Longer than this, nobody reads it in passing. */
const GLANCE = 140;
const shortened = (text: string): string => (text.length > GLANCE ? `${text.slice(0, GLANCE).trimEnd()}…` : text);

/** The text of a notice; null if it is only for the log. */
export function noticeWords(notice: Notice): string | null {
	switch (notice.type) {
		case 'notice.joined':
			return m.notice_joined({ name: isolated(notice.user.userName) });
		case 'notice.gone':
			return GONE_WORDS[notice.reason]({ name: isolated(notice.user.userName) });
		case 'notice.message':
			return m.notice_message({ name: isolated(notice.user.userName), text: isolated(shortened(notice.text)) });
		case 'notice.switchFailed':
			return m.notice_switch_failed({ why: FAILURE_WORDS[notice.failure.code].what({ device: '' }) });
		case 'notice.reasonIgnored':
			return null;
	}
}

/** The caption of a tile: whose picture it shows. */
export function tileWords({ local, source, userName }: TileView): string {
	if (source === 'screen') return local ? m.your_screen() : m.screen_of({ name: isolated(userName) });
	return local ? m.you() : userName;
}
