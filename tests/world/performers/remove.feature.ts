import type { Feature } from '../machines/features';

/** Makes the browser one without the feature. Runs in the page, after the probe and before the page's own script. */
export function removeFeature(feature: Feature): void {
	const { mediaDevices } = navigator;
	const refuse = (name: 'localStorage' | 'sessionStorage') =>
		Object.defineProperty(window, name, {
			get: () => {
				throw new DOMException('Access is denied for this document', 'SecurityError');
			}
		});
	const removals: Record<Feature, [from: object, ...names: string[]][]> = {
		abortSignalAny: [[AbortSignal, 'any']],
		audioContext: [[window, 'AudioContext']],
		broadcastChannel: [[window, 'BroadcastChannel']],
		codecPreferences: [[RTCRtpTransceiver.prototype, 'setCodecPreferences']],
		getDisplayMedia: [
			[mediaDevices, 'getDisplayMedia'],
			[MediaDevices.prototype, 'getDisplayMedia']
		],
		locks: [[Navigator.prototype, 'locks']],
		mediaDevices: [[Navigator.prototype, 'mediaDevices']],
		permissions: [[Navigator.prototype, 'permissions']],
		popover: [[HTMLElement.prototype, 'popover', 'showPopover', 'hidePopover', 'togglePopover']],
		randomUUID: [[Crypto.prototype, 'randomUUID']],
		setSinkId: [[HTMLMediaElement.prototype, 'setSinkId']],
		storage: [],
		videoFrameCallback: [[HTMLVideoElement.prototype, 'requestVideoFrameCallback']],
		wakeLock: [[Navigator.prototype, 'wakeLock']],
		webRTC: [[window, 'RTCPeerConnection']]
	};
	if (feature === 'storage') (['localStorage', 'sessionStorage'] as const).forEach(refuse);
	for (const [from, ...names] of removals[feature]) for (const name of names) Reflect.deleteProperty(from, name);
}
