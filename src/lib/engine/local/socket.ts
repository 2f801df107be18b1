/** The link chart's actors, over the browser's own WebSocket, network events and fetch. */
import { fromCallback, fromPromise, type EventObject } from 'xstate';
import { roomQuery } from '../../api/room';
import { parse, serverMessage, type ClientMessage } from '../../api/signalling';
import { linkMachine } from './link/machine';
import type { LinkInput, NetworkEvent, SendCommand, SocketEvent } from './link/types';
import { withToken } from './messages';

export interface SocketOptions {
	readonly signalURL: string;
	/** By room; read when a message is sent. */
	readonly tokens: ReadonlyMap<string, string>;
}

const socketActor = ({ signalURL, tokens }: SocketOptions) =>
	fromCallback<SendCommand, LinkInput, SocketEvent>(({ input, sendBack, receive }) => {
		const socket = new WebSocket(signalURL + roomQuery(input.roomID));
		/** What a closing socket is given gets lost, with an error in the console. `onclose` follows what has still arrived. */
		const send = (message: ClientMessage) => {
			if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
		};
		socket.onopen = () => sendBack({ type: 'socket.opened' });
		socket.onclose = () => sendBack({ type: 'socket.closed' });
		socket.onmessage = ({ data }) => {
			const message = parse(serverMessage, String(data));
			if (message?.t === 'beat') send({ t: 'beat' });
			if (!message) console.warn('bad message', String(data).length);
			sendBack(message && message.t !== 'beat' ? { type: 'socket.message', message } : { type: 'socket.heard' });
		};
		receive(({ message }) => send(withToken(message, tokens)));
		return () => {
			socket.onopen = socket.onclose = socket.onmessage = null;
			socket.close();
		};
	});

const networkActor = fromCallback<EventObject, undefined, NetworkEvent>(({ sendBack }) => {
	const listening = new AbortController();
	const { signal } = listening;
	addEventListener('online', () => sendBack({ type: 'browser.online' }), { signal });
	addEventListener('offline', () => sendBack({ type: 'browser.offline' }), { signal });
	return () => listening.abort();
});

const reachActor = ({ signalURL }: SocketOptions) =>
	fromPromise<void, LinkInput>(async ({ input, signal }) => {
		const health = new URL(`../healthz${roomQuery(input.roomID)}`, signalURL.replace('ws', 'http'));
		const { ok } = await fetch(health, { method: 'HEAD', cache: 'no-store', signal });
		if (!ok) throw new Error('closing');
	});

export const linkOver = (options: SocketOptions): typeof linkMachine =>
	linkMachine.provide({
		actors: { socket: socketActor(options), network: networkActor, reach: reachActor(options) }
	});
