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
	/** What a report counts of a transport is left out. */
	const countNothing = () => {
		const { prototype } = RTCPeerConnection;
		const getStats: (this: RTCPeerConnection, track?: MediaStreamTrack | null) => Promise<RTCStatsReport> = Reflect.get(
			prototype,
			'getStats'
		);
		prototype.getStats = async function (track) {
			const rows = [...((await getStats.call(this, track)) as unknown as Map<string, RTCStats>)];
			const counted = rows.map(([id, row]) => {
				const { type, timestamp } = row;
				return [id, type === 'transport' ? { id, type, timestamp } : row] as const;
			});
			return new Map(counted);
		};
	};
	const refuseLaterOffers = () => {
		const { prototype } = RTCPeerConnection;
		const refused: RTCPeerConnection[] = [];
		const apply: (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void> = Reflect.get(
			prototype,
			'setRemoteDescription'
		);
		const applyOrRefuse = function (this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
			if (description.type !== 'offer' || this.remoteDescription === null) return apply.call(this, description);
			if (refused.length === 0) refused.push(this);
			if (!refused.includes(this)) return apply.call(this, description);
			return Promise.reject(new DOMException('Failed to parse codecs correctly.', 'OperationError'));
		};
		Object.assign(prototype, { setRemoteDescription: applyOrRefuse });
	};
	const refusePictures = () => {
		const { prototype } = RTCRtpSender;
		const replace: (this: RTCRtpSender, track: MediaStreamTrack | null) => Promise<void> = Reflect.get(
			prototype,
			'replaceTrack'
		);
		const used = new WeakSet<RTCRtpSender>();
		prototype.replaceTrack = function (track) {
			if (this.track?.kind === 'video') used.add(this);
			if (track?.kind !== 'video' || !used.has(this)) return replace.call(this, track);
			return Promise.reject(new TypeError('refused'));
		};
	};
	/** What WCAG 1.4.12 asks pages to stand. It makes text wider than any font that a browser is likely to have. */
	const widenFonts = () => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(
			'* { letter-spacing: 0.15em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }'
		);
		document.adoptedStyleSheets = [sheet];
	};
	const removals: Record<Feature, [from: object, ...names: string[]][]> = {
		abortSignalAny: [[AbortSignal, 'any']],
		audioContext: [[window, 'AudioContext']],
		broadcastChannel: [[window, 'BroadcastChannel']],
		codecPreferences: [[RTCRtpTransceiver.prototype, 'setCodecPreferences']],
		getDisplayMedia: [
			[mediaDevices, 'getDisplayMedia'],
			[MediaDevices.prototype, 'getDisplayMedia']
		],
		laterOffers: [],
		locks: [[Navigator.prototype, 'locks']],
		mediaDevices: [[Navigator.prototype, 'mediaDevices']],
		narrowFonts: [],
		permissions: [[Navigator.prototype, 'permissions']],
		popover: [[HTMLElement.prototype, 'popover', 'showPopover', 'hidePopover', 'togglePopover']],
		randomUUID: [[Crypto.prototype, 'randomUUID']],
		replaceTrack: [],
		setSinkId: [[HTMLMediaElement.prototype, 'setSinkId']],
		storage: [],
		transportCounts: [],
		videoFrameCallback: [[HTMLVideoElement.prototype, 'requestVideoFrameCallback']],
		wakeLock: [[Navigator.prototype, 'wakeLock']],
		webRTC: [[window, 'RTCPeerConnection']]
	};
	const changes: Partial<Record<Feature, () => void>> = {
		laterOffers: refuseLaterOffers,
		narrowFonts: widenFonts,
		replaceTrack: refusePictures,
		transportCounts: countNothing
	};
	changes[feature]?.();
	if (feature === 'storage') (['localStorage', 'sessionStorage'] as const).forEach(refuse);
	for (const [from, ...names] of removals[feature]) for (const name of names) Reflect.deleteProperty(from, name);
}
