/** The built app behind a real proxy, and whoever asks there. */
import { onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { App } from '../../browser/support/app';
import { freePort } from '../../browser/support/free.port';
import type { Person } from '../support/person';
import { startProxy, type Place, type ProxyName } from './proxy';
import { Visitor } from './visitor';

type From = { localAddress?: string; headers?: Record<string, string> };
/** The certificates are of the tests. All of 127.0.0.0/8 is this machine. */
const visitor = (localAddress = '127.0.0.1') => new Visitor({ rejectUnauthorized: false, localAddress, family: 4 });

/** `folder`: where the app was built for this place. */
type Built = Place & { folder?: string };

export class Behind {
	/** Where the app is, as people open it. */
	readonly url: string;

	static async start(name: ProxyName, env: Record<string, string> = {}, place: Built = {}): Promise<Behind> {
		const port = await freePort();
		const origin = `https://localhost:${port}`;
		const app = await App.start({ ORIGIN: origin, ADDRESS_HEADER: 'x-forwarded-for', ...env }, [], place.folder);
		onTestFinished(() => app.kill());
		await startProxy(name, port, new URL(app.url).host, place);
		const behind = new Behind(origin + (place.path ?? ''));
		await vi.waitFor(() => behind.asks('/healthz'), { timeout: 10_000, interval: 50 });
		return behind;
	}

	private constructor(url: string) {
		this.url = url;
	}

	/** `path`: below the app's own; or a whole address. */
	asks(path: string, { localAddress, headers }: From = {}) {
		return visitor(localAddress).asks(path.startsWith('https:') ? path : this.url + path, headers);
	}

	opens({ localAddress, headers }: From = {}): Promise<WebSocket> {
		return visitor(localAddress).opens(this.url, headers);
	}

	joins(name: string): Promise<Person> {
		return visitor().joins(this.url, name);
	}
}
