import { beforeEach, expect, test } from 'vitest';
import type { ZegoEvent } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import type { EngineEvent } from '../../../machines/engine';
import { listen } from '../../../src/lib/engine/zego/zego.events';

type Handler = (...all: never[]) => void;

let handlers: Map<string, Handler>;
let told: EngineEvent[];
let stop: () => void;
/** Says anything, as the SDK may. */
const fire = (name: keyof ZegoEvent, ...all: unknown[]) =>
	(handlers.get(name) as ((...all: unknown[]) => void) | undefined)?.(...all);

beforeEach(() => {
	handlers = new Map();
	told = [];
	const sdk = {
		on: (name: string, handler: Handler) => handlers.set(name, handler).size > 0,
		off: (name: string, handler?: Handler) => handlers.get(name) === handler && handlers.delete(name)
	};
	stop = listen(sdk, (event) => told.push(event));
});

const user = (userID: string) => ({ userID, userName: `name of ${userID}` });
const stream = (userID: string) => ({
	streamID: `${userID}_camera`,
	user: user(userID),
	extraInfo: '',
	urlsFLV: '',
	urlsRTMP: '',
	urlsHLS: '',
	urlsHttpsFLV: '',
	urlsHttpsHLS: ''
});
const reasons = (codes: Record<string, number>) =>
	JSON.stringify({
		stream_delete_reason: Object.entries(codes).map(([userID, code]) => ({ stream_id: `${userID}_camera`, code }))
	});

test('a user goes for the reason for which their streams went', () => {
	fire('roomStreamUpdate', 'r', 'DELETE', ['a', 'b', 'c'].map(stream), reasons({ a: 2, b: 2, c: 4 }));
	fire('roomUserUpdate', 'r', 'DELETE', ['a', 'b', 'c', 'd'].map(user));
	expect(told).toEqual([
		{ type: 'room.streamUpdate', roomID: 'r', update: 'DELETE', streams: [bare('a'), bare('b')], reason: 'lost' },
		{ type: 'room.streamUpdate', roomID: 'r', update: 'DELETE', streams: [bare('c')], reason: 'kicked' },
		{ type: 'room.userUpdate', roomID: 'r', update: 'DELETE', users: [user('a'), user('b')], reason: 'lost' },
		{ type: 'room.userUpdate', roomID: 'r', update: 'DELETE', users: [user('c')], reason: 'kicked' },
		{ type: 'room.userUpdate', roomID: 'r', update: 'DELETE', users: [user('d')], reason: null }
	]);
});

test("a message has its sender's ID and theirs; that of another app has ZEGO's", () => {
	const messageID = '0b8e6b2e-3d3c-4c63-9e0a-3d8f1f6f7d55';
	const messages = [`${messageID} Hello  there\n`, 'Hello', messageID, `x${messageID} Hello`].map((message, id) => ({
		fromUser: user('a'),
		message,
		sendTime: 0,
		messageID: id
	}));
	fire('IMRecvBroadcastMessage', 'r', messages);
	const heard = (messageID: string, text: string) => ({
		type: 'room.broadcastMessage',
		roomID: 'r',
		user: user('a'),
		messageID,
		text
	});
	expect(told).toEqual([
		heard(messageID, 'Hello  there\n'),
		heard('zego-1', 'Hello'),
		heard('zego-2', messageID),
		heard('zego-3', `x${messageID} Hello`)
	]);
});

test('a stream that was stopped, or came back, is no reason for its user to go', () => {
	fire('roomStreamUpdate', 'r', 'DELETE', [stream('a')], reasons({ a: 1 }));
	fire('roomStreamUpdate', 'r', 'DELETE', [stream('b')], reasons({ b: 2 }));
	fire('roomStreamUpdate', 'r', 'ADD', [stream('b')], '');
	fire('roomUserUpdate', 'r', 'DELETE', [user('a'), user('b')]);
	expect(told.at(-1)).toMatchObject({ users: [user('a'), user('b')], reason: null });
	fire('roomStreamUpdate', 'r', 'DELETE', [stream('c')], reasons({ c: 3 }));
	fire('roomUserUpdate', 'r', 'ADD', [user('c')]);
	expect(told.at(-1)).toMatchObject({ update: 'ADD', reason: null });
	fire('roomUserUpdate', 'r', 'DELETE', [user('c')]);
	expect(told.at(-1)).toMatchObject({ update: 'DELETE', reason: null });
});

test('whoever has a name that cannot be seen is shown with their ID, and no name turns the words beside it around', () => {
	const users = [{ userID: 'a', userName: '\u3164' }, { userID: 'b', userName: '\u202Enhoj' }, { userID: 'c' }];
	fire('roomUserUpdate', 'r', 'ADD', users);
	expect(told.at(-1)).toMatchObject({ users: [{ userName: 'a' }, { userName: 'nhoj' }, { userName: 'c' }] });
});

test('quality, devices and tokens', () => {
	fire('networkQuality', '', 0, -1);
	fire('networkQuality', 'a', 4, 7);
	fire('remoteCameraStatusUpdate', 's', 'MUTE');
	fire('remoteMicStatusUpdate', 's', 'OPEN');
	fire('tokenWillExpire', 'r');
	expect(told).toEqual([
		{ type: 'network.quality', userID: '', uplink: 0, downlink: -1 },
		{ type: 'network.quality', userID: 'a', uplink: 4, downlink: -1 },
		{ type: 'remote.device', streamID: 's', device: 'camera', status: 'MUTE' },
		{ type: 'remote.device', streamID: 's', device: 'microphone', status: 'OPEN' },
		{ type: 'token.willExpire', roomID: 'r' }
	]);
});

test('of all levels those of others’ voices are told, past a threshold', () => {
	const levels = (streamID: string, soundLevel: number, type = 'pull') => ({ streamID, soundLevel, type });
	const ann = (speaking: boolean) => ({ type: 'remote.speaking', streamID: 'ann_camera', speaking });
	const look = () =>
		fire('soundLevelUpdate', [
			levels('ann_camera', 30),
			levels('ben_camera', 4),
			levels('ann_screen', 50),
			levels('me_camera', 50, 'push')
		]);
	look();
	expect(told).toEqual([]);
	look();
	look();
	expect(told).toEqual([ann(true)]);
	// Played anew, it begins anew.
	fire('playerStateUpdate', { streamID: 'ann_camera', state: 'NO_PLAY', errorCode: 0, extendedData: '' });
	look();
	look();
	expect(told.slice(2)).toEqual([ann(true)]);
	// Whoever mutes themself is quiet at once.
	fire('remoteMicStatusUpdate', 'ann_camera', 'MUTE');
	expect(told.at(-1)).toEqual(ann(false));
});

test('the disposer removes every listener', () => {
	expect(handlers.size).toBeGreaterThan(8);
	stop();
	expect(handlers.size).toBe(0);
});

const bare = (userID: string) => ({ streamID: `${userID}_camera`, user: user(userID) });
