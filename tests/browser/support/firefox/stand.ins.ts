/**
 * What Firefox lacks where it runs headless: there is no screen, and of its fake cameras only one. A canvas stands in for each, as
 * for a phone's camera. Runs in the page.
 */
export function installStandIns(): void {
	const { mediaDevices } = navigator as Partial<Navigator>;
	if (!mediaDevices) return;
	const SECOND = { kind: 'videoinput', deviceId: 'second', label: 'Second camera', groupId: 'second' } as const;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);

	const film = (): MediaStream => {
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

	mediaDevices.getDisplayMedia = async () => film();
	mediaDevices.enumerateDevices = async () => {
		const all = await enumerateDevices();
		// Before a permission is given there is one nameless device of each kind.
		const areNamed = all.some(({ kind, label }) => kind === SECOND.kind && label !== '');
		return areNamed ? [...all, { ...SECOND, toJSON: () => SECOND }] : all;
	};
	mediaDevices.getUserMedia = async (constraints = {}) => {
		const { video } = constraints;
		const wanted = typeof video === 'object' && typeof video.deviceId === 'object' ? video.deviceId : {};
		if (!('exact' in wanted) || wanted.exact !== SECOND.deviceId) return getUserMedia(constraints);
		const stream = film();
		for (const track of stream.getTracks()) track.getSettings = () => ({ deviceId: SECOND.deviceId });
		if (constraints.audio)
			(await getUserMedia({ audio: constraints.audio })).getTracks().forEach((track) => stream.addTrack(track));
		return stream;
	};
}
