/** Measures what the recorder costs in an hour in which something changes every second. The hour's changes happen at once. */

import { clickStart } from './join.mjs';

const SECONDS = 3_600;
/** The profiler's interval in microseconds. */
const SAMPLE_EVERY = 200;
/** A text that only the recorder's script contains. */
const MARK = 'video-call-recording';

/** A node of the profiler's call tree. @typedef {{ id: number, callFrame: { url: string }, children?: number[] }} Node */

/** @param {import('./stage.mjs').Stage} stage */
export async function measureRecorder(stage) {
	const context = await stage.freshContext();
	try {
		const page = await context.newPage();
		/** @type {Promise<string | null>[]} */
		const scripts = [];
		page.on('response', (response) => {
			if (!response.headers()['content-type']?.includes('javascript')) return;
			scripts.push(response.text().then((code) => (code.includes(MARK) ? response.url() : null)));
		});
		await page.goto(`${stage.simulated}/call/an-hour-of-it?name=Me`);
		await clickStart(page);
		await page.locator('main[data-call-state="inCall"]').waitFor();
		await page.evaluate(hour, 600);
		const session = await context.newCDPSession(page);
		const heap = async () => {
			await session.send('HeapProfiler.collectGarbage');
			const { usedSize } = await session.send('Runtime.getHeapUsage');
			return usedSize;
		};
		const before = await heap();
		await session.send('Profiler.enable');
		await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY });
		await session.send('Profiler.start');
		await page.evaluate(hour, SECONDS);
		const { profile } = await session.send('Profiler.stop');
		await session.send('Profiler.disable');
		const url = (await Promise.all(scripts)).find((script) => script !== null);
		if (url === undefined) throw new Error('The page did not load the recorder.');
		return {
			seconds: SECONDS,
			/** Percent of one core. */
			core: (100 * timeIn(profile, url)) / (SECONDS * 1e6),
			/** Growth of the page's memory in MB, for whatever reason. */
			memory: ((await heap()) - before) / 1e6,
			/** Size of the recording in MB. */
			recording: (await page.evaluate(recordingSize)) / 1e6
		};
	} finally {
		await context.close();
	}
}

/**
 * Microseconds spent in functions of this script and in what they called.
 * @param {{ nodes: Node[], samples?: number[], timeDeltas?: number[] }} profile @param {string} url
 */
function timeIn({ nodes, samples = [], timeDeltas = [] }, url) {
	const within = new Set();
	/** @param {number} id @param {boolean} inherited */
	const mark = (id, inherited) => {
		const node = byID.get(id);
		const isWithin = inherited || node?.callFrame.url === url;
		if (isWithin) within.add(id);
		for (const child of node?.children ?? []) mark(child, isWithin);
	};
	const byID = new Map(nodes.map((node) => [node.id, node]));
	const [root] = nodes;
	if (root) mark(root.id, false);
	// A delta is the time from the sample before.
	return samples.reduce((sum, id, at) => sum + (within.has(id) ? (timeDeltas[at + 1] ?? 0) : 0), 0);
}

/** Runs in the page: each second, one of five others is muted or unmuted and reports another network quality. @param {number} seconds */
async function hour(seconds) {
	const engine = window.simulation?.engine;
	if (!engine) throw new Error('This page is not on the simulated engine.');
	/** @type {import('../../../machines/engine').QualityGrade[]} */
	const grades = [0, 1, 2, 3];
	const users = ['ann', 'ben', 'cem', 'dora', 'eve'];
	const { people } = engine.room;
	if (people.usersIn('an-hour-of-it').length === 0) {
		for (const userID of users) {
			people.join('an-hour-of-it', { userID, userName: userID });
			people.publish(userID);
		}
	}
	const channel = new MessageChannel();
	const turn = () => {
		const next = new Promise((resolve) => (channel.port1.onmessage = resolve));
		channel.port2.postMessage(null);
		return next;
	};
	for (let second = 0; second < seconds; second += 1) {
		const userID = users[second % users.length] ?? '';
		const round = Math.floor(second / users.length);
		people.turn(userID, 'microphone', round % 2 === 0 ? 'MUTE' : 'OPEN');
		const grade = grades[round % grades.length] ?? -1;
		engine.emit({ type: 'network.quality', userID, uplink: grade, downlink: grade });
		await turn();
	}
}

/** Runs in the page: asks the call for its recording, over the channel that the inspector uses. */
function recordingSize() {
	return new Promise((resolve) => {
		const channel = new BroadcastChannel('video-call-inspect');
		channel.onmessage = ({ data }) => {
			if ('since' in data) channel.postMessage({ ask: data.call });
			if ('recording' in data) resolve(data.recording.length);
		};
		channel.postMessage({ ask: null });
	});
}
