import type { PlayerContext, PlayerFact } from './types';

type PlayerValue = { open: { delivery: PlayerFact['state']; sound: PlayerFact['sound'] } } | 'retrying' | 'failed';

export const playerFact = (
	value: PlayerValue,
	{ streamID, user, camera, microphone, height, failure }: PlayerContext
): PlayerFact => ({
	streamID,
	user,
	...(typeof value === 'string'
		? { state: value, sound: 'audible' }
		: { state: value.open.delivery, sound: value.open.sound }),
	camera,
	microphone,
	height,
	failure
});
