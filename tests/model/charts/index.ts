/** Every chart of the call and of the local engine. */
import { call } from './call.chart';
import type { Chart } from './chart';
import { chat } from './chat.chart';
import { device } from './device.chart';
import { early } from './early.chart';
import { link } from './link.chart';
import { overload } from './overload.chart';
import { noise } from './noise.chart';
import { pair } from './pair.chart';
import { player } from './player.chart';
import { publisher } from './publisher.chart';
import { screen } from './screen.chart';
import { session } from './session.chart';
import { speakerChart as speaker } from './speaker.chart';
import { token } from './token.chart';
import { voice } from './voice.chart';

export const CHARTS = {
	call,
	device,
	speaker,
	noise,
	voice,
	chat,
	screen,
	token,
	publisher,
	player,
	session,
	link,
	pair,
	early,
	overload
} as const satisfies Record<string, Chart>;
export type ChartName = keyof typeof CHARTS;
export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];
