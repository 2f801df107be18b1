/** Every chart of the call. */
import { call } from './call.chart';
import type { Chart } from './chart';
import { device } from './device.chart';
import { link } from './link.chart';
import { player } from './player.chart';
import { publisher } from './publisher.chart';
import { screen } from './screen.chart';
import { token } from './token.chart';

export const CHARTS = { call, device, screen, token, publisher, player, link } as const satisfies Record<string, Chart>;
export type ChartName = keyof typeof CHARTS;
export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];
