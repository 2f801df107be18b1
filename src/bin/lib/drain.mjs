/**
 * Lets a server end as soon as the requests under way are answered. Node alone waits for connections on which no request ever came,
 * such as those that browsers open ahead, and for those that are kept alive after the last answer.
 * @param {import('node:http').Server} server
 * @param {'connection' | 'secureConnection'} connects the event that brings what requests call their socket
 */
export function drainable(server, connects) {
	/** The requests under way on each connection. The sockets of rooms are not among them: the room server closes those. */
	const underWay = /** @type {Map<import('node:net').Socket, number>} */ (new Map());

	/** @param {import('node:net').Socket} socket @param {number} more */
	const count = (socket, more) => {
		const before = underWay.get(socket);
		if (before === undefined) return;
		underWay.set(socket, before + more);
		if (!server.listening && before + more === 0) socket.destroySoon();
	};
	server.on(connects, (/** @type {import('node:net').Socket} */ socket) => {
		underWay.set(socket, 0);
		socket.on('close', () => underWay.delete(socket));
	});
	server.on('request', ({ socket }, response) => {
		count(socket, 1);
		response.once('close', () => count(socket, -1));
	});
	server.on('upgrade', ({ socket }) => underWay.delete(socket));

	/** Accepts no further connection; resolves when the last one has ended. */
	return async () => {
		/** @type {Promise<unknown>} */
		const closed = new Promise((resolve) => server.close(resolve));
		for (const socket of underWay.keys()) count(socket, 0);
		await closed;
	};
}
