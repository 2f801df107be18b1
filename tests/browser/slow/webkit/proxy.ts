/** Stands between a page and the app, and can lose files and run a script before the page's own. */
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Proxy {
	/** Scripts that contain this text are not answered: their names tell nothing. */
	lost: string | null = null;
	/** Runs before the scripts of each page. */
	script: (() => void) | null = null;
	readonly #server: Server;

	static async to(app: string): Promise<Proxy> {
		const proxy = new Proxy(app);
		await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
		return proxy;
	}

	private constructor(app: string) {
		this.#server = createServer((incoming, outgoing) => {
			const { method, headers } = incoming;
			const plain = { ...headers, 'accept-encoding': 'identity' };
			const onwards = request(app + incoming.url, { method, headers: plain }, (answer) => {
				void textOf(answer).then((text) => {
					const { 'content-length': _, ...kept } = answer.headers;
					const type = kept['content-type'] ?? '';
					if (type.includes('javascript') && this.lost !== null && text.includes(this.lost)) outgoing.destroy();
					else outgoing.writeHead(answer.statusCode ?? 500, kept).end(type.includes('html') ? this.#page(text) : text);
				});
			});
			onwards.on('error', () => outgoing.destroy());
			incoming.pipe(onwards);
		});
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	close(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	#page(html: string): string {
		if (this.script === null) return html;
		const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? '';
		return html.replace('<head>', `<head><script nonce="${nonce}">(${String(this.script)})()</script>`);
	}
}

async function textOf(answer: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of answer) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}
