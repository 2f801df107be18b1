/** The pages in WebKit, as Debian builds it: without WebRTC. What needs no other person works, and before the click the rest is said. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import en from '../../../../messages/en.json';
import { App } from '../../support/app';
import { until } from '../../support/until';
import { Window } from './driver';
import { findWebKit } from './install';
import { Proxy } from './proxy';

const webkit = await findWebKit();

describe.skipIf(!webkit)('in WebKit', () => {
	let window: Window;
	let app: App;
	let simulated: App;
	beforeAll(async () => {
		[app, simulated] = await Promise.all([App.start(), App.start({ ENGINE: 'simulated' })]);
	});
	afterAll(async () => {
		await Promise.all([app.stop(), simulated.stop()]);
	});
	beforeEach(async () => {
		if (!webkit) return;
		window = await Window.open(webkit);
		await window.goTo(app.url);
	});
	afterEach(() => window.close());

	const state = () => window.run(() => document.querySelector<HTMLElement>('main')?.dataset.callState);
	const isIn = (wanted: string) => until(`the call is in ${wanted}`, async () => (await state()) === wanted);
	const isPictureShown = () =>
		window.run(() => {
			const video = document.querySelector('video');
			return video !== null && video.videoWidth > 0 && getComputedStyle(video).visibility === 'visible';
		});
	const through = async (to: App, act: (proxy: Proxy) => Promise<void>) => {
		const proxy = await Proxy.to(to.url);
		await act(proxy).finally(() => proxy.close());
	};

	test('the start page leads to the lobby, which says before the click that this browser cannot hold a call', async () => {
		await window.reads(en.home_title);
		await window.runsItsScript();
		await window.types(en.name_label, 'Ann');
		await window.presses(en.new_call);
		await window.reads(en.browser_unsupported);
		await window.reads(en.browser_unsupported_advice);
		const said = (await window.text()).split(en.browser_unsupported).length - 1;
		expect(said).toBe(1);
		const start = await window.run(() => document.querySelector('form .primary')?.getAttribute('aria-disabled'));
		expect(start).toBe('true');
		expect(await window.run(() => document.querySelector('input')?.value)).toBe('Ann');
	});

	test('the lobby shows my picture, and turns the camera off and on', async () => {
		await window.goTo(`${app.url}/call/webkit-room?name=Ann`);
		await until('there is a picture', isPictureShown);
		await window.presses(en.camera_off);
		await window.reads(en.preview_off);
		await until('the picture is gone', async () => !(await isPictureShown()));
		await window.presses(en.camera_off);
		await until('the picture is back', isPictureShown);
	});

	test('the lobby says how to allow what the browser blocks', async () => {
		await through(app, async (proxy) => {
			proxy.script = () => {
				const refuse = () => Promise.reject(new DOMException('Not allowed', 'NotAllowedError'));
				Object.assign(MediaDevices.prototype, { getUserMedia: refuse });
			};
			await window.goTo(`${proxy.url}/call/webkit-room?name=Ann`);
			const device = en.camera_and_microphone;
			await window.reads(en.device_denied.replace('{device}', device));
			await window.reads(en.permission_safari.replace('{device}', device));
			await window.presses(en.go_without);
			await window.reads(en.preview_off);
		});
	});

	test('a call begins, goes on, ends and begins again', async () => {
		await window.goTo(`${simulated.url}/call/webkit-room?name=Ann`);
		await window.reads(en.status_ready);
		await window.presses(en.start_call);
		await isIn('inCall');
		await window.reads(en.status_alone);
		await window.presses(en.mute_microphone);
		await until('it is muted', () => window.run(() => document.querySelector('[aria-pressed=true]') !== null));
		await window.presses(en.more);
		// As high as a button anywhere: the menu is not stretched.
		const heights = await window.run(() =>
			['#more .button', '.end'].map((one) => document.querySelector(one)?.getBoundingClientRect().height ?? 0)
		);
		expect(heights[0]).toBeCloseTo(heights[1] ?? 0, -1);
		await window.presses(`${en.switch_room}…`);
		await window.reads(en.switch_room_lead);
		await window.presses(en.cancel);
		await window.presses(en.end_call);
		await window.reads(en.end_left);
		await window.presses(en.rejoin);
		await isIn('inCall');
		await window.reloads();
		await isIn('inCall');
		await window.goTo(`${simulated.url}/`);
		await window.goesBack();
		await isIn('idle');
	});

	test('the inspector drives a simulated call', async () => {
		await window.goTo(`${app.url}/inspect`);
		await window.reads(en.inspect_title);
		await window.presses(en.inspect_drive);
		await window.presses('user.start');
		await window.reads('room.RECONNECTING');
	});

	test('a file of the page that was lost once is loaded when the person tries again', async () => {
		await through(app, async (proxy) => {
			proxy.lost = 'RTCPeerConnection';
			await window.goTo(`${proxy.url}/call/webkit-room?name=Ann`);
			await window.reads(en.browser_engineLoad);
			proxy.lost = null;
			await window.presses(en.try_again);
			await window.reads(en.browser_unsupported);
		});
	});
});
