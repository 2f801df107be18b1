import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../../../machines/engine';
import { listenToLog, logEvent } from '../../../../src/lib/engine/zego/zego.log';
import { ZegoStage } from '../../harness/zego.stage';

const line = (level: number, content: string, more: object = {}) =>
	JSON.stringify({ time: '2026/11/22 20:50:03.500', level, action: 'zc.p.psr.1', content, userid: 'ann', ...more });

describe('a line of the console', () => {
	test('of the SDK becomes a log event with its place, error code and stream', () => {
		const content = ' call {"code":1104039,"message":"Stream not found."}, stop: false, detail: ""';
		expect(logEvent('error', line(3, content, { streamid: 'ann_camera' }))).toEqual({
			type: 'engine.log',
			level: 'error',
			action: 'zc.p.psr.1',
			errorCode: 1104039,
			streamID: 'ann_camera'
		});
		expect(logEvent('warn', line(2, '17 disconnect'))).toMatchObject({ level: 'warn', errorCode: 0, streamID: '' });
	});

	test.each([
		['of another level', line(3, '')],
		['that is no JSON', 'Applying inline style violates'],
		['that is other JSON', '{"level":2}'],
		['that is no text', new Error('x')],
		['that is nothing', undefined]
	])('%s is not the SDK’s', (_, written) => expect(logEvent('warn', written)).toBeNull());
});

describe('the console', () => {
	afterEach(() => void vi.restoreAllMocks());

	test('keeps what others write, is shared by two engines, and is restored by the last', () => {
		const warn = vi.spyOn(console, 'warn').mockReturnValue();
		const error = vi.spyOn(console, 'error').mockReturnValue();
		const before = [console.warn, console.error];
		const told: [string, EngineEvent][] = [];
		const [stopOne, stopTwo] = ['one', 'two'].map((name) => listenToLog((event) => told.push([name, event])));
		console.warn(line(2, 'for both'));
		console.warn('mine', line(2, 'quoted'));
		console.error('mine too');
		expect(told.map(([name]) => name)).toEqual(['one', 'two']);
		stopOne?.();
		stopOne?.();
		console.error(line(3, 'for the other'));
		expect(told.slice(2)).toEqual([['two', expect.objectContaining({ level: 'error' })]]);
		stopTwo?.();
		expect([console.warn, console.error]).toEqual(before);
		console.warn(line(2, 'for nobody'));
		expect(told).toHaveLength(3);
		expect(warn.mock.calls).toEqual([['mine', line(2, 'quoted')], [line(2, 'for nobody')]]);
		expect(error.mock.calls).toEqual([['mine too']]);
	});

	test('keeps what others have put before ours since', () => {
		const warn = vi.spyOn(console, 'warn').mockReturnValue();
		const first: EngineEvent[] = [];
		const stop = listenToLog((event) => first.push(event));
		const ours = console.warn;
		const theirs: string[] = [];
		const tool = (...written: unknown[]) => {
			theirs.push(String(written[0]));
			ours(...written);
		};
		console.warn = tool;
		stop();
		expect(console.warn).toBe(tool);
		console.warn('mine');
		console.warn(line(2, 'for nobody'));
		expect(warn.mock.calls).toEqual([['mine'], [line(2, 'for nobody')]]);

		const second: EngineEvent[] = [];
		const stopAgain = listenToLog((event) => second.push(event));
		expect(console.warn).toBe(tool);
		console.warn(line(2, 'for the second'));
		expect(second).toHaveLength(1);
		// The tool goes first, and takes only its own with it.
		console.warn = ours;
		stopAgain();
		console.warn(line(2, 'for nobody again'));
		expect([first.length, second.length, theirs.length]).toEqual([0, 1, 3]);
		expect(warn).toHaveBeenCalledTimes(3);
	});
});

describe('a call', () => {
	let stage: ZegoStage;
	beforeAll(async () => {
		stage = await ZegoStage.open();
	});
	afterEach(() => stage.clear());
	afterAll(() => stage.close());

	test('reports the warnings of the SDK, and the console stays quiet, also after the end', async () => {
		stage.cloud.faults.add('login', { do: 'refuse', code: 9999 }, { times: 1 });
		const ann = await stage.person('ann');
		await ann.do('login', ann.ticket(stage.newRoom()));
		await ann.hears('engine.log', ({ level, action }) => level === 'error' && action === 'zm.rm.lgr');
		await ann.do('login', ann.ticket());
		await ann.hears('room.LOGINED');
		void ann.do('play', 'nobody_camera').catch(() => undefined);
		await ann.hears('engine.log', ({ errorCode, streamID }) => errorCode === 1104039 && streamID === 'nobody_camera');
		await ann.do('destroy');
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(ann.written.filter((text) => text.includes('"action"'))).toEqual([]);
	});
});
