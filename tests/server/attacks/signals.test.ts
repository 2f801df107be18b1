/** What one member sends another through the server, which does not read it: it harms neither the server nor the other's page. */
import { describe, expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../../src/lib/api/signalling';
import { annAndBen } from '../support/server';
import type { Person } from '../support/person';

const to = ({ me }: Person, signal: string) =>
	`{"t":"signal","to":"${me.userID}","sessionID":"${me.sessionID}","signal":${signal}}`;

const candidate = (changes: object) =>
	JSON.stringify({
		candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null, ...changes }
	});

describe('a signal that no page sends does not get past the schema of the page that hears it', () => {
	test.each([
		['a number for SDP', '{"description":{"type":"offer","sdp":7}}'],
		['an SDP that is too long', JSON.stringify({ description: { type: 'offer', sdp: 'x'.repeat(30_001) } })],
		['a description of another type', '{"description":{"type":"rollback","sdp":""}}'],
		['an answer to no offer', '{"description":{"type":"answer","sdp":"v=0"}}'],
		['a candidate that is too long', candidate({ candidate: 'x'.repeat(1_025) })],
		['a candidate with a field of its own', candidate({ html: '<img>' })],
		['a number as the line of a candidate', candidate({ sdpMid: 0 })],
		['a size that no picture has', '{"view":{"streamID":"s","height":100000}}'],
		['a stream with markup for ID', '{"view":{"streamID":"<img>","height":90}}'],
		['a field that signals do not have', '{"admin":true}'],
		['a list for a description', '{"description":[1,2]}'],
		['a thousand fields', JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [n, n])))]
	])('%s', async (_, signal) => {
		const { ann, ben } = await annAndBen();
		const garbage = ben.keepsGarbage();
		ann.says(to(ben, signal));
		await ann.isUpToDate();
		await ben.heardNothing();
		expect(garbage).toEqual([
			`{"t":"signal","from":"${ann.me.userID}","sessionID":"${ann.me.sessionID}","signal":${signal}}`
		]);
	});
});

describe('the server itself refuses', () => {
	const DEEP = MAX_MESSAGE_BYTES / 2 - 500;

	test.each([
		['what is nested as deep as a message can be', `{"description":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
		['objects that are nested', '{"description":{"sdp":{"sdp":{}}}}'],
		['a text for an object', '"{}"'],
		['nothing for an object', 'null']
	])('%s', async (_, signal) => {
		const { server, ann, ben } = await annAndBen();
		ann.says(to(ben, signal));
		expect(await ann.hears('refused')).toMatchObject({ of: 'message', code: 'config.badMessage' });
		await ben.heardNothing();
		expect(server.call.rooms.stats.members).toBe(2);
	});
});
