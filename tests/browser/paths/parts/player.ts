import type { ViewportSize } from 'playwright-core';
import type { AnyMachineSnapshot } from 'xstate';
import en from '../../../../messages/en.json';
import { PLAYER } from '../../../../machines/call/setup';
import type { DeviceKind, RemoteDeviceStatus } from '../../../../machines/engine';
import { playerFact } from '../../../../machines/player/fact';
import { heightFor, usualHeight } from '../../../../machines/player/height';
import type { playerMachine } from '../../../../machines/player/machine';
import type { PlayerContext } from '../../../../machines/player/types';
import { CHARTS } from '../../../model/charts';
import { takenBy } from '../../../model/harness/derive';
import { answered, choosePictures, emitted, press } from '../perform';
import {
	wordsFor,
	noted,
	tile,
	stateOf,
	speaks,
	entered,
	asAct,
	resumed,
	tryAgain,
	streamTime,
	isDefect,
	type Acts,
	type Part
} from './part';

const factOf = ({ value, context }: AnyMachineSnapshot) => playerFact(value as never, context as PlayerContext);

const ANN = { userID: 'ann', userName: 'Ann' };
const ANNS = 'ann_camera';
const REFUSED = 'player.open.sound.audible:page.autoplayFailed:0';
/** Sound is refused when pictures are really shown, for which the engine has then answered. */
const hasShown = (snapshot: AnyMachineSnapshot): boolean => {
	const taken = takenBy(snapshot);
	return taken.lastIndexOf(REFUSED) > taken.findLastIndex((edge) => /^player\.(retrying|failed):/.test(edge));
};

/** Windows in which a picture is shown in at most so many lines. */
const WINDOWS = {
	200: { width: 360, height: 250 },
	400: { width: 560, height: 420 },
	700: { width: 1200, height: 900 }
} as const;
/** The largest of the usual size. */
const USUAL = 400;

/** Sizes are tried while nothing else has happened to the stream, and all else while it has its usual size. */
const isUnsized = (snapshot: AnyMachineSnapshot): boolean =>
	factOf(snapshot).height === usualHeight(ANNS) &&
	(typeof snapshot.value === 'string' || snapshot.matches({ open: { view: 'fitting' } }));
const isFresh = (snapshot: AnyMachineSnapshot): boolean =>
	snapshot.matches({ open: { delivery: 'requesting', sound: 'audible' } }) &&
	snapshot.context.failure === null &&
	snapshot.context.camera === 'OPEN' &&
	snapshot.context.microphone === 'OPEN';

/** The page tells only what has changed since it told the first. */
const isNews = (event: object, snapshot: AnyMachineSnapshot): boolean =>
	isUnsized(snapshot) || ('height' in event && heightFor(ANNS, Number(event.height)) !== snapshot.context.need);

export const player: Part = {
	chart: {
		...CHARTS.player,
		facts: (context: PlayerContext) => {
			const { attempt, camera, microphone, height, need, pictures, failure } = context;
			return [attempt, camera, microphone, height, need, pictures, failure, hasShown({ context } as never)];
		}
	},
	actor: `call/${PLAYER('')}`,
	async arrange(page) {
		await page.setViewportSize(WINDOWS[USUAL]);
		await entered(page);
		await page.evaluate((ann) => {
			const { room } = window.simulation?.engine ?? {};
			room?.people.join(room.roomID, ann);
			room?.people.publish(ann.userID);
		}, ANN);
	},
	canPerform(event, snapshot) {
		const { state, sound } = factOf(snapshot);
		if (event.type === 'page.streamResized')
			return (
				(isFresh(snapshot) && isNews(event, snapshot)) ||
				(['retrying', 'failed'].includes(state) && 'height' in event && event.height === USUAL)
			);
		if (event.type === 'pictures.chosen') return isFresh(snapshot);
		if (!isUnsized(snapshot)) return /^xstate\.after\.\w+\.player\.open\.view/.test(event.type);
		if (event.type === 'user.retry') return state === 'failed';
		if (event.type === 'page.autoplayFailed') return state === 'playing' && sound === 'audible' && !hasShown(snapshot);
		if (event.type === 'service.failed') return !hasShown(snapshot);
		return !isDefect(event);
	},
	acts: {
		'user.retry': tryAgain,
		'user.unblockSound': asAct((_, page) => press(page, en.unblock_sound)),
		'page.autoplayFailed': asAct(async (_, page) => {
			await page.evaluate(() => window.inside.refuseSound());
			await answered('startPlaying', ANNS)({ type: '' }, { page });
		}),
		'page.streamResized': async ({ height }, { page, before }) => {
			const size = WINDOWS[height as keyof typeof WINDOWS] as ViewportSize | undefined;
			// The page tells only what is new to it.
			if (!before.matches('open')) await page.evaluate(() => window.inside.sees(false));
			if (size) await page.setViewportSize(size);
			await page.evaluate((isOnScreen) => window.inside.sees(isOnScreen), size !== undefined);
		},
		// Known to the engine, which tells it again when it plays the stream.
		'remote.device': async ({ device, status }, { page }) =>
			page.evaluate(
				({ userID, device, status }) => window.simulation?.engine?.room.people.turn(userID, device, status),
				{ userID: ANN.userID, device: device as DeviceKind, status: status as RemoteDeviceStatus }
			),
		'pictures.chosen': ({ pictures }, { page }) => choosePictures(page, pictures),
		'stream.resume': resumed,
		'stream.DELETE': ({ reason }, { page, roomID }) =>
			emitted(
				{ type: 'room.streamUpdate', roomID, update: 'DELETE', streams: [{ streamID: ANNS, user: ANN }], reason },
				{ page }
			),
		'service.failed': answered('startPlaying', ANNS),
		after: streamTime
	} satisfies Acts<typeof playerMachine>,
	about: { streamID: ANNS },
	async shows(page, snapshot) {
		if (snapshot.status === 'done')
			return [
				[await stateOf(page, ANNS), await stateOf(page, ANN.userID)],
				[null, 'none']
			];
		const { state, sound, voice, camera, microphone, failure } = factOf(snapshot);
		const isExplained = state === 'failed' || state === 'unreachable';
		const words = await tile(page, ANNS).innerText();
		return [
			[
				await stateOf(page, ANNS),
				await speaks(page, ANNS),
				words.includes(en.mark_camera_off),
				words.includes(en.mark_muted),
				await noted(page, en.sound_blocked),
				isExplained && (await noted(page, wordsFor(failure?.code ?? '')))
			],
			[state, voice === 'speaking', camera !== 'OPEN', microphone !== 'OPEN', sound === 'blocked', isExplained]
		];
	}
};
