/** There is no screen where Firefox runs headless: a canvas stands in for it, as for a phone's camera. Runs in the page. */
export function installScreen(): void {
	navigator.mediaDevices.getDisplayMedia = async () => {
		const screen = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
		const pen = screen.getContext('2d');
		const stream = screen.captureStream(10);
		const draw = () => {
			if (!pen || !stream.getTracks().some(({ readyState }) => readyState === 'live')) return;
			pen.fillStyle = `hsl(${(performance.now() / 20) % 360} 60% 50%)`;
			pen.fillRect(0, 0, screen.width, screen.height);
			requestAnimationFrame(draw);
		};
		draw();
		return stream;
	};
}
