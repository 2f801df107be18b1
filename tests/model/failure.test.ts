/** What went wrong, as data: from whatever was thrown to a code that has words. */
import { describe, expect, it } from 'vitest';
import { asFailure, failure, FAILURE_CODES, failureOf, isFailureCode } from '../../machines/failure';
import { FAILURE_WORDS } from '../../src/lib/ui/words';

describe('a failure', () => {
	it.each(FAILURE_CODES)('%s is tried again without asking only if the page would advise to', (code) => {
		const { retryable, category } = failure(code);
		expect(code.startsWith(`${category}.`)).toBe(true);
		if (retryable) expect(['retry', 'reload']).toContain(FAILURE_WORDS[code].next);
	});

	it('says what it is about, and nothing but its code unless there is something for the log', () => {
		expect(failure('device.inUse')).toEqual({
			code: 'device.inUse',
			category: 'device',
			retryable: true,
			detail: ''
		});
		expect(failure('capacity.roomFull', '1002034').detail).toBe('1002034');
	});

	it('is known by its code alone, and by no other word', () => {
		expect(isFailureCode('network.broken')).toBe(true);
		for (const other of ['network.gone', 'toString', 'network', '', 7, null, undefined, ['network.broken']])
			expect(isFailureCode(other)).toBe(false);
	});
});

describe('what a service throws', () => {
	it('stays what it is when it is one of ours, whatever else it carries', () => {
		expect(asFailure(failure('kicked.byHost', 'by Ann'))).toEqual(failure('kicked.byHost', 'by Ann'));
		expect(asFailure({ code: 'network.broken', retryable: false })).toEqual(failure('network.broken'));
		expect(asFailure({ code: 'network.broken', detail: 7 })).toEqual(failure('network.broken'));
	});

	it.each([
		[new Error('no such thing'), 'no such thing'],
		[Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'refused'],
		['just words', 'just words'],
		[null, 'null'],
		[undefined, 'undefined'],
		[7, '7']
	])('is unknown when it is anything else, and the log has its words: %s', (thrown, detail) => {
		expect(asFailure(thrown)).toEqual(failure('unknown.error', detail));
	});
});

describe('the failure of an event', () => {
	it('is the one it brings, or that of the service that was rejected', () => {
		expect(failureOf({ type: 'told', failure: failure('stream.notFound'), error: 'other' }).code).toBe(
			'stream.notFound'
		);
		expect(failureOf({ type: 'rejected', error: failure('auth.forbidden') }).code).toBe('auth.forbidden');
		expect(failureOf({ type: 'rejected', error: undefined }).code).toBe('unknown.error');
	});

	it('is an interrupted stream when it brings none, unless there is a better guess', () => {
		expect(failureOf({ type: 'told', failure: null })).toEqual(failure('stream.interrupted'));
		expect(failureOf({ type: 'told' })).toEqual(failure('stream.interrupted'));
		expect(failureOf({ type: 'told' }, 'browser.engineLoad')).toEqual(failure('browser.engineLoad'));
	});
});
