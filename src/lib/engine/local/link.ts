/** Runs the link chart over the browser's own WebSocket and network events. */
import { createActor, fromCallback, fromPromise } from 'xstate';
import { linkMachine, type SocketCommand, type SocketEvent } from './link/machine';
import { parse, serverMessage, type ServerMessage } from '../../api/signalling';
import type { LinkCommand, LinkReport } from './session/setup';

const socketActor = (url: string, deliver: (message: ServerMessage) => void) =>
	fromCallback<SocketCommand, undefined, SocketEvent>(({ sendBack, receive }) => {
		const socket = new WebSocket(url);
		socket.onopen = () => sendBack({ type: 'socket.opened' });
		socket.onclose = () => sendBack({ type: 'socket.closed' });
		socket.onmessage = ({ data }) => {
			sendBack({ type: 'socket.heard' });
			const message = parse(serverMessage, String(data));
			if (!message) console.warn('bad message', String(data).length);
			else if (message.t === 'beat') socket.send('{"t":"beat"}');
			else deliver(message);
		};
		receive(({ text }) => socket.send(text));
		return () => {
			socket.onopen = socket.onclose = socket.onmessage = null;
			socket.close();
		};
	});

/** Whether the server answers at all. */
const reachActor = (url: string) =>
	fromPromise<void>(async ({ signal }) => {
		const health = new URL('/healthz', url.replace('ws', 'http'));
		const { ok } = await fetch(health, { method: 'HEAD', cache: 'no-store', signal });
		if (!ok) throw new Error('closing');
	});

export const linkActor = (url: string, deliver: (message: ServerMessage) => void) =>
	fromCallback<LinkCommand, undefined, LinkReport>(({ sendBack, receive }) => {
		const link = createActor(
			linkMachine.provide({ actors: { socket: socketActor(url, deliver), reach: reachActor(url) } })
		);
		const listening = new AbortController();
		const { signal } = listening;
		link.on('link.up', sendBack);
		link.on('link.down', sendBack);
		addEventListener('online', () => link.send({ type: 'browser.online' }), { signal });
		addEventListener('offline', () => link.send({ type: 'browser.offline' }), { signal });
		receive(({ message }) => link.send({ type: 'link.send', text: JSON.stringify(message) }));
		link.start();
		return () => {
			listening.abort();
			link.send({ type: 'link.close' });
		};
	});
