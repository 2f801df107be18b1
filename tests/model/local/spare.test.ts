/** The offer that waits at the server, and the candidates that are found after it was parked. */
import type { IceOptions } from '../../../src/lib/api/ice';
import { expect, it } from 'vitest';
import { Spare } from '../../../src/lib/engine/local/peers/spare';
import { latest, outgoing, serversOf } from './connection';

const ICE: IceOptions = { iceServers: [], iceTransportPolicy: 'all' };

it('is complete when all candidates are in the offer', async () => {
	const spare = new Spare(() => ICE, outgoing);
	expect(spare.park()).toBeNull();
	const gathered = spare.gather();
	latest().finds('host');
	latest().ends();
	await gathered;
	const parked = spare.park();
	expect(parked?.description.sdp).toBe('v=0 host');
	expect(spare.take('another')).toBeNull();
	expect(spare.take(parked?.offerID ?? '')?.late).toEqual([]);
	expect(spare.take(parked?.offerID ?? '')).toBeNull();
});

it('that is parked before a relay has answered keeps what comes later for whoever answers', async () => {
	const spare = new Spare(() => ICE, outgoing);
	void spare.gather();
	await Promise.resolve();
	latest().finds('host');
	const parked = spare.park();
	latest().finds('relay');
	latest().ends();
	expect(parked?.description.sdp).toBe('v=0 host');
	expect(spare.take(parked?.offerID ?? '')?.late).toEqual([{ candidate: 'relay' }]);
});

it('closes its connection when it is made anew or not needed any more', async () => {
	const spare = new Spare(() => ICE, outgoing);
	void spare.gather();
	const first = latest();
	void spare.gather();
	expect(first.close).toHaveBeenCalledOnce();
	spare.close();
	expect(latest().close).toHaveBeenCalledOnce();
});

it('keeps what it has gathered when a new token brings other ICE servers, and uses those from then on', async () => {
	let iceServers = serversOf('first');
	const spare = new Spare(() => ({ ...ICE, iceServers }), outgoing);
	spare.renewIce();
	void spare.gather();
	await Promise.resolve();
	const first = latest();
	first.finds('relay');
	const parked = spare.park();
	iceServers = serversOf('second');
	spare.renewIce();
	expect(first.configuration).toEqual({ iceServers, iceTransportPolicy: 'all', bundlePolicy: 'max-bundle' });
	expect(spare.take(parked?.offerID ?? '')?.pc).toBe(first);
	expect(first.close).not.toHaveBeenCalled();
	void spare.gather();
	expect(latest()).not.toBe(first);
	expect(latest().configuration.iceServers).toEqual(iceServers);
});
