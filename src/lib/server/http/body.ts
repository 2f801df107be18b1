import type { IncomingMessage } from 'node:http';

/** The body of a request, if it has at most so many bytes, and the client does not hang up halfway. */
export const bodyOf = (request: IncomingMessage, most: number) =>
	new Promise<Buffer | 'tooLarge' | 'cutOff'>((resolve) => {
		const parts: Buffer[] = [];
		let size = 0;
		request.on('data', (part: Buffer) => {
			size += part.length;
			if (size > most) resolve('tooLarge');
			else parts.push(part);
		});
		request.once('end', () => resolve(Buffer.concat(parts)));
		request.once('close', () => resolve('cutOff'));
	});
