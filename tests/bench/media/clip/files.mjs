/** Writes the clip into files that Chromium takes for a camera and a microphone. */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIP, lumaOf } from './picture.mjs';
import { soundFile } from './sound.mjs';

/** About 170 MB, in a second. @param {string} folder */
export async function writeClip(folder) {
	const { width, height, rate, pictures } = CLIP;
	const paths = {
		video: join(folder, 'clip.y4m'),
		sound: join(folder, 'clip.wav'),
		silence: join(folder, 'silence.wav')
	};
	const file = await open(paths.video, 'w');
	try {
		// Chromium takes no other header: media/capture/video/file_video_capture_device.cc
		await file.write(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420\n`);
		const grey = new Uint8Array((width * height) / 2).fill(128);
		for (let number = 0; number < pictures; number += 1) {
			await file.writev([Buffer.from('FRAME\n'), lumaOf(number), grey]);
		}
	} finally {
		await file.close();
	}
	await writeFile(paths.sound, soundFile());
	await writeFile(paths.silence, soundFile({ silent: true }));
	return paths;
}
