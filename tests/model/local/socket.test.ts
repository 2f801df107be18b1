/** What goes out over the browser's WebSocket. */
import { beforeEach, expect, it, vi } from 'vitest';
import { linkOver } from '../../../src/lib/engine/local/socket';
import { LOGIN, startSession } from './session';

const TOKEN = 'SECRET-TOKEN';
const OPEN = 1;
const CLOSING = 2;

const sockets: FakeSocket[] = [];
class FakeSocket {
	static readonly OPEN = OPEN;
	readyState = OPEN;
	readonly sent: string[] = [];
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	constructor() {
		sockets.push(this);
	}
	send(text: string) {
		this.sent.push(text);
	}
	close() {}
}

beforeEach(() => {
	vi.stubGlobal('WebSocket', FakeSocket);
	return () => vi.unstubAllGlobals();
});

/** In the lobby, over a socket that is open. */
function session() {
	const events: string[] = [];
	const session = startSession({
		link: linkOver({ signalURL: 'ws://localhost/api/signal', tokens: new Map([[LOGIN.roomID, TOKEN]]) }),
		inspect: (event) => {
			if ('event' in event) events.push(JSON.stringify(event.event));
		}
	});
	session.send({ type: 'enterLobby', ...LOGIN });
	const socket = sockets.at(-1) ?? expect.fail('no socket');
	socket.onopen?.();
	return { session, socket, events };
}

it('adds the token at the socket: no event of a chart holds it', () => {
	const { socket, events } = session();
	expect(socket.sent).toEqual([expect.stringContaining(TOKEN)]);
	expect(events.filter((event) => event.includes(TOKEN))).toEqual([]);
});

it('answers a beat', () => {
	const { socket } = session();
	socket.onmessage?.({ data: '{"t":"beat"}' });
	expect(socket.sent.slice(1)).toEqual(['{"t":"beat"}']);
});

it('gives nothing to a socket that is closing, neither of the charts nor an answer to a beat', () => {
	const { session: mine, socket } = session();
	socket.readyState = CLOSING;
	socket.onmessage?.({ data: '{"t":"beat"}' });
	mine.send({ type: 'renewToken' });
	mine.send({ type: 'loginRoom', ...LOGIN, isNewToken: false });
	expect(socket.sent).toHaveLength(1);
});

it('a signal of a kind that no page sends reaches no chart, and the server counts as heard', () => {
	const warned = vi.spyOn(console, 'warn').mockReturnValue();
	const { socket, events } = session();
	const signalled = (signal: unknown) => ({
		data: JSON.stringify({ t: 'signal', from: 'ana', sessionID: 'session', signal })
	});
	events.length = 0;
	socket.onmessage?.(signalled({ description: { type: 'offer', sdp: 7 } }));
	socket.onmessage?.(signalled({ candidate: { html: '<img>' } }));
	expect(new Set(events)).toEqual(new Set(['{"type":"socket.heard"}']));
	expect(warned).toHaveBeenCalledTimes(2);
	socket.onmessage?.(signalled({ candidate: null }));
	expect(events.some((event) => event.includes('socket.message'))).toBe(true);
});
