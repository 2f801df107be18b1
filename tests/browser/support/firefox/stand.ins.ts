/**
 * What Firefox lacks where it runs headless: there is no screen, and of its fake cameras and microphones only one each. A canvas
 * stands in for a camera or a screen, as for a phone's camera, and the one microphone for another. Runs in the page.
 */
export function installStandIns(): void {
	const { mediaDevices } = navigator as Partial<Navigator>;
	if (!mediaDevices) return;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);

	const film = async (): Promise<MediaStream> => {
		const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
		const pen = canvas.getContext('2d');
		const stream = canvas.captureStream(10);
		const draw = () => {
			if (!pen || !stream.getTracks().some(({ readyState }) => readyState === 'live')) return;
			pen.fillStyle = `hsl(${(performance.now() / 20) % 360} 60% 50%)`;
			pen.fillRect(0, 0, canvas.width, canvas.height);
			requestAnimationFrame(draw);
		};
		draw();
		return stream;
	};
	const listen = () => getUserMedia({ audio: true });

	const SECONDS = [
		{ media: 'video', kind: 'videoinput', deviceId: 'second camera', label: 'Second camera', open: film },
		{ media: 'audio', kind: 'audioinput', deviceId: 'second microphone', label: 'Second microphone', open: listen }
	] as const;
	const askedFor = (constraints: MediaTrackConstraints | boolean | undefined) => {
		const wanted = typeof constraints === 'object' ? constraints.deviceId : undefined;
		return typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : undefined;
	};

	mediaDevices.getDisplayMedia = film;
	mediaDevices.enumerateDevices = async () => {
		const all = await enumerateDevices();
		// Before a permission is given there is one nameless device of each kind.
		const areNamed = (kind: MediaDeviceKind) => all.some((one) => one.kind === kind && one.label !== '');
		const seconds = SECONDS.filter(({ kind }) => areNamed(kind)).map(({ kind, deviceId, label }) => {
			const info = { kind, deviceId, label, groupId: 'second' };
			return { ...info, toJSON: () => info };
		});
		return [...all, ...seconds];
	};
	mediaDevices.getUserMedia = async (constraints = {}) => {
		const seconds = SECONDS.filter(({ media, deviceId }) => askedFor(constraints[media]) === deviceId);
		if (seconds.length === 0) return getUserMedia(constraints);
		const others = { ...constraints, ...Object.fromEntries(seconds.map(({ media }) => [media, false])) };
		const stream = others.audio || others.video ? await getUserMedia(others) : new MediaStream();
		for (const { deviceId, open } of seconds)
			for (const track of (await open()).getTracks()) {
				track.getSettings = () => ({ deviceId });
				stream.addTrack(track);
			}
		return stream;
	};
}
