import type { AnyMachineSnapshot } from 'xstate';
import en from '../../../../messages/en.json';
import { PLAYER } from '../../../../machines/call/setup';
import { playerFact } from '../../../../machines/player/fact';
import type { playerMachine } from '../../../../machines/player/machine';
import type { PlayerContext } from '../../../../machines/player/types';
import { CHARTS } from '../../../model/charts';
import { takenBy } from '../../../model/harness/derive';
import { answered, emitted, press } from '../perform';
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

export const player: Part = {
	chart: {
		...CHARTS.player,
		facts: (context: PlayerContext) => {
			const { attempt, camera, microphone, failure } = context;
			return [attempt, camera, microphone, failure, hasShown({ context } as never)];
		}
	},
	actor: `call/${PLAYER('')}`,
	async arrange(page) {
		await entered(page);
		await page.evaluate((ann) => {
			const { room } = window.simulation?.engine ?? {};
			room?.people.join(room.roomID, ann);
			room?.people.publish(ann.userID);
		}, ANN);
	},
	canPerform(event, snapshot) {
		const { state, sound } = factOf(snapshot);
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
