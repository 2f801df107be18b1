/** How often the browser prompts for a camera and a microphone, and what becomes of one if the other can't be had. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Prompt } from '../../src/lib/engine/capture/prompt';

const none = Promise.resolve({});

type Permission = 'prompt' | 'granted' | 'denied';

/** A browser, and each request that it got. */
function browser(permissions: { camera: Permission; microphone: Permission } | null, refusals: Record<string, string>) {
	const requests: string[] = [];
	const getUserMedia = ({ video, audio }: MediaStreamConstraints) => {
		const kinds = [...(video ? ['video'] : []), ...(audio ? ['audio'] : [])];
		requests.push(kinds.join('+'));
		const refusal = refusals[kinds.join('+')];
		return refusal === undefined
			? Promise.resolve({ getTracks: () => kinds.map((kind) => ({ kind })) })
			: Promise.reject(new DOMException('refused', refusal));
	};
	const query = ({ name }: { name: 'camera' | 'microphone' }) =>
		permissions ? Promise.resolve({ state: permissions[name] }) : Promise.reject(new TypeError(name));
	vi.stubGlobal('navigator', { mediaDevices: { getUserMedia }, permissions: { query } });
	return requests;
}

/** What came of asking for both at once. */
async function both(): Promise<string[]> {
	const prompt = new Prompt();
	const taken = await Promise.allSettled([prompt.take('camera', none), prompt.take('microphone', none)]);
	return taken.map((it) => (it.status === 'fulfilled' ? it.value.kind : (it.reason as { code: string }).code));
}

afterEach(() => vi.unstubAllGlobals());

describe('camera and microphone that are wanted together', () => {
	it.each([
		['that would prompt', { camera: 'prompt', microphone: 'prompt' } as const],
		['whose permissions the browser does not tell', null]
	])('%s are asked for once', async (_, permissions) => {
		const requests = browser(permissions, {});
		expect(await both()).toEqual(['video', 'audio']);
		expect(requests).toEqual(['video+audio']);
	});

	it.each([
		{ camera: 'granted', microphone: 'prompt' },
		{ camera: 'denied', microphone: 'prompt' },
		{ camera: 'granted', microphone: 'granted' }
	] as const)('are asked for one by one when they are %o', async (permissions) => {
		const requests = browser(permissions, {});
		expect(await both()).toEqual(['video', 'audio']);
		expect(requests).toEqual(['video', 'audio']);
	});

	it.each([
		['missing', 'NotFoundError', 'device.notFound'],
		['in use', 'NotReadableError', 'device.inUse']
	])('do not depend on each other: one works while the other is %s', async (_, refusal, code) => {
		browser({ camera: 'prompt', microphone: 'prompt' }, { 'video+audio': refusal, video: refusal });
		expect(await both()).toEqual([code, 'audio']);
	});

	it('are asked for once also if one of them has a choice to look up first', async () => {
		const requests = browser({ camera: 'prompt', microphone: 'prompt' }, {});
		const prompt = new Prompt();
		const lookedUp = new Promise<object>((resolve) => setImmediate(() => resolve({})));
		await Promise.all([prompt.take('microphone', none), prompt.take('camera', lookedUp)]);
		expect(requests).toEqual(['video+audio']);
	});

	it('are not asked for again after a no', async () => {
		const requests = browser({ camera: 'prompt', microphone: 'prompt' }, { 'video+audio': 'NotAllowedError' });
		expect(await both()).toEqual(['device.denied', 'device.denied']);
		expect(requests).toEqual(['video+audio']);
	});

	it('are asked for one by one if only one of them was refused, by the system for example', async () => {
		const permissions: { camera: Permission; microphone: Permission } = { camera: 'prompt', microphone: 'prompt' };
		browser(permissions, {
			get 'video+audio'() {
				permissions.camera = permissions.microphone = 'granted';
				return 'NotAllowedError';
			},
			video: 'NotAllowedError'
		});
		expect(await both()).toEqual(['device.denied', 'audio']);
	});
});

it('another camera that is chosen before the prompt is asked for by itself', async () => {
	const requests = browser({ camera: 'prompt', microphone: 'prompt' }, {});
	const prompt = new Prompt();
	await Promise.all([prompt.take('camera', none), prompt.take('camera', none), prompt.take('microphone', none)]);
	expect(requests.toSorted()).toEqual(['video', 'video+audio']);
});
