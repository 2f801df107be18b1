/** One view for each thing a page can show, as the chart would say it. */
import type { CallView, DeviceView, QualityView, TileView } from '../../../src/lib/call/call.view';
import type { CallEnd } from '../../../machines/call.types';
import { failure, type FailureCode } from '../../../machines/failure';

const device = (shown: DeviceView['shown'], code: FailureCode | null = null, choices: string[] = []): DeviceView => ({
	shown,
	wanted: shown !== 'off',
	enabled: true,
	failure: code === null ? null : failure(code),
	choices: choices.map((label, index) => ({ device: 'camera', deviceID: `id${index}`, label })),
	deviceID: choices.length > 0 ? 'id0' : null
});
const camera = device('on', null, ['FaceTime HD Camera', 'Studio Display Camera (05ac:1112)']);
const microphone = device('on', null, ['MacBook Pro Microphone', 'Headset']);

const NAMES = ['Ann Lindqvist', '王小明', 'Björn', 'Priya Raghunathan-Venkataraman', 'مريم', 'Jo', 'Chidi', 'Åsa', 'Lena'];

const tile = (index: number, more: Partial<TileView> = {}): TileView => ({
	id: `u${index}_camera`,
	userID: `u${index}`,
	userName: NAMES[index] ?? `Person ${index}`,
	streamID: `u${index}_camera`,
	source: 'camera',
	local: false,
	mediaID: `u${index}_camera`,
	state: 'playing',
	camera: true,
	microphone: true,
	quality: 'excellent',
	failure: null,
	...more
});
const me = tile(0, { id: 'me', local: true, mediaID: 'preview', userName: 'Sam Rivera', quality: 'good' });

const base: CallView = {
	state: 'inCall',
	screen: 'call',
	status: 'inCall',
	roomID: 'k3fm9-x2p7h-qdw4t-zn8uc',
	me: { userID: 'u0', userName: 'Sam Rivera' },
	others: [],
	camera,
	microphone,
	screenShare: { shown: 'off', enabled: true, failure: null },
	tiles: [me],
	reconnectPatience: null,
	soundBlocked: false,
	failure: null,
	controls: { start: true, leave: true, retry: false, invite: true, switchRoom: true },
	end: null
};
const call = (others: number, more: Partial<CallView> = {}): CallView => ({
	...base,
	tiles: [me, ...Array.from({ length: others }, (_, index) => tile(index + 1))],
	...more
});
const lobby = (more: Partial<CallView> = {}): CallView => ({
	...base,
	state: 'idle',
	screen: 'lobby',
	status: 'ready',
	tiles: [],
	...more
});
const ended = (end: CallEnd): CallView => ({ ...base, state: 'destroyed', screen: 'ended', status: 'ended', tiles: [], end });
const qualities: QualityView[] = ['excellent', 'good', 'middle', 'poor', 'die', 'unknown'];

export const VIEWS: Record<string, CallView> = {
	'lobby-ready': lobby({ others: [{ userID: 'u1', userName: 'Ann Lindqvist' }, { userID: 'u2', userName: '王小明' }] }),
	'lobby-preparing': lobby({ status: 'preparing', camera: device('pending'), microphone: device('pending'), me: { userID: '', userName: '' } }),
	'lobby-denied': lobby({ camera: device('blocked', 'device.denied'), microphone: device('blocked', 'device.denied') }),
	'lobby-nodevice': lobby({ camera: device('blocked', 'device.notFound'), microphone: device('blocked', 'device.inUse', ['Headset']) }),
	'lobby-off': lobby({ camera: { ...camera, shown: 'off' }, microphone: { ...microphone, shown: 'off' } }),
	'lobby-unavailable': lobby({ status: 'unavailable', failure: failure('network.tokenUnreachable'), controls: { ...base.controls, start: false, retry: true } }),
	creating: call(0, { state: 'creating', status: 'connecting', controls: { ...base.controls, invite: false, switchRoom: false } }),
	publishing: call(2, { state: 'publishing', status: 'publishing' }),
	alone: call(0, { status: 'alone' }),
	'call-2': call(1),
	'call-2-off': call(1, {
		tiles: [{ ...me, camera: false, mediaID: null, microphone: false }, tile(1, { camera: false, microphone: false, quality: 'middle' })],
		camera: { ...camera, shown: 'off', wanted: false },
		microphone: { ...microphone, shown: 'off', wanted: false }
	}),
	'call-3': call(2),
	'call-4': call(3),
	'call-5': call(4),
	'call-6': call(5),
	'call-8': call(7),
	'call-states': call(0, {
		tiles: [
			{ ...me, state: 'retrying' },
			...(['requesting', 'stalled', 'retrying', 'failed', 'none'] as const).map((state, index) =>
				tile(index + 1, { state, quality: qualities[index + 1] ?? 'good', microphone: index !== 2, camera: state !== 'none' })
			)
		]
	}),
	'call-screen': call(3, {
		tiles: [me, tile(1), tile(1, { id: 'u1_screen', streamID: 'u1_screen', mediaID: 'u1_screen', source: 'screen' }), tile(2), tile(3, { camera: false })],
	}),
	'call-myscreen': call(1, {
		tiles: [me, tile(0, { id: 'my-screen', local: true, source: 'screen', mediaID: 'my-screen', streamID: 'u0_screen' }), tile(1)],
		screenShare: { shown: 'on', enabled: true, failure: null }
	}),
	'call-trouble': call(2, {
		state: 'reconnecting',
		status: 'reconnecting',
		reconnectPatience: 92_000,
		soundBlocked: true,
		camera: device('blocked', 'device.unplugged'),
		failure: failure('stream.interrupted'),
		controls: { ...base.controls, retry: true }
	}),
	reconnecting: call(1, { state: 'reconnecting', status: 'reconnecting', reconnectPatience: 92_000 }),
	sound: call(1, { soundBlocked: true }),
	leaving: call(0, { state: 'loggingOut', status: 'leaving', tiles: [], controls: { start: false, leave: false, retry: false, invite: false, switchRoom: false } }),
	'ended-left': ended({ cause: 'left', failure: null }),
	'ended-elsewhere': ended({ cause: 'kicked', failure: failure('kicked.elsewhere') }),
	'ended-full': ended({ cause: 'failed', failure: failure('capacity.roomFull') }),
	'ended-room': ended({ cause: 'kicked', failure: failure('kicked.roomEnded') }),
	'ended-forbidden': ended({ cause: 'failed', failure: failure('auth.forbidden') })
};
