/** `npm run dev`: runs the room server on Vite's own port. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { closeCallServer } from './global.ts';
import { answerWithoutUpgrade, isWebSocket } from './http/upgrade.ts';
import type * as Instance from './instance';

export function roomServer(): Plugin {
	return {
		name: 'video-call:room-server',
		apply: 'serve',
		configureServer(vite) {
			const folder = join(vite.config.root, 'src/lib/server/');
			const report = (error: unknown) => vite.config.logger.error(String(error), { timestamp: true });
			const close = () => void closeCallServer().catch(report);
			const load = () => vite.ssrLoadModule(join(folder, 'instance.ts')) as Promise<typeof Instance>;
			vite.middlewares.use((request, response, next) => {
				load()
					.then(({ callServer }) => callServer().answer(request, response) || next())
					.catch(next);
			});
			const http = vite.httpServer as Server | null;
			http?.on('upgrade', (request, socket, head) => {
				if (!isWebSocket(request)) return answerWithoutUpgrade(http, request, socket, head);
				// Vite's own sockets for hot reload: https://github.com/vitejs/vite/blob/main/packages/vite/src/node/server/ws.ts
				if (request.headers['sec-websocket-protocol']?.startsWith('vite-')) return;
				load()
					.then(({ callServer }) => callServer().upgrade(request, socket, head))
					.catch((error: unknown) => {
						report(error);
						socket.destroy();
					});
			});
			http?.on('close', close);
			// Changed code takes effect in a new room server. Pages in a call reconnect to it, as after any restart.
			vite.watcher.on('change', (file) => {
				if (file.startsWith(folder)) close();
			});
		}
	};
}
