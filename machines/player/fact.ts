import type { PlayerContext, PlayerFact } from './types';

type Open = { delivery: PlayerFact['state']; sound: PlayerFact['sound']; voice?: PlayerFact['voice'] };
/** Without `voice` in old recordings. */
type PlayerValue = { open: Open } | 'retrying' | 'failed';

export const playerFact = (
	value: PlayerValue,
	{ streamID, user, camera, microphone, height, pictures, failure }: PlayerContext
): PlayerFact => ({
	streamID,
	user,
	...(typeof value === 'string'
		? { state: value, sound: 'audible', voice: 'quiet' }
		: { state: value.open.delivery, sound: value.open.sound, voice: value.open.voice ?? 'quiet' }),
	camera,
	microphone,
	height,
	pictures,
	failure
});
