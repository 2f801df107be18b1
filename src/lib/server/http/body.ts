/** A request's body as text, or `null` as soon as it is longer than `limit` bytes: the rest is not read. */
export async function readBody(request: Request, limit: number): Promise<string | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request.body ?? []) {
		length += chunk.byteLength;
		if (length > limit) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
