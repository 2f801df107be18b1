/** The tiles of a call: one for each picture, and one for each person who sends none. */
import type { QualityGrade, RoomUser } from '../../../machines/engine';
import { failure as newFailure, type Failure } from '../../../machines/failure';
import type { PublisherFact } from '../../../machines/publisher/types';
import { sourceOf, streamIDOf, type StreamSource } from '../../../machines/stream';
import { MY_SCREEN, PREVIEW } from '../engine/media';
import type { CallFacts } from './facts';
import { flowOf, type FlowView } from './flow';

export type QualityView = 'unknown' | 'excellent' | 'good' | 'middle' | 'poor' | 'die';

export type TileView = {
	/** The key of the tile: the stream's ID, or the user's for someone who sends nothing. */
	id: string;
	userID: string;
	userName: string;
	/** Empty for someone who sends nothing. */
	streamID: string;
	source: StreamSource;
	local: boolean;
	/** What to ask the media registry for; null when there is nothing to show. */
	mediaID: string | null;
	/** Played without sound: it is my own, or the browser wants a click before it plays any. */
	silent: boolean;
	state: 'none' | 'requesting' | 'playing' | 'stalled' | 'unreachable' | 'retrying' | 'failed';
	/** Whether its owner sends pictures; false for a screen that is paused. */
	camera: boolean;
	microphone: boolean;
	/** There would be pictures of a camera, but only sound is wanted here. */
	audioOnly: boolean;
	/** Its owner speaks, and can be heard. */
	speaking: boolean;
	quality: QualityView;
	/** Null while the room has both of us, and for my own. */
	flow: FlowView | null;
	failure: Failure | null;
};

export const NO_PATH = newFailure('network.noPath');

const PUBLISHED = { requesting: 'requesting', publishing: 'playing', retrying: 'retrying', failed: 'failed' } as const;
const QUALITIES = {
	[-1]: 'unknown',
	0: 'excellent',
	1: 'good',
	2: 'middle',
	3: 'poor',
	4: 'die'
} as const satisfies Record<QualityGrade, QualityView>;

function qualityOf({ quality }: CallFacts, userID: string): QualityView {
	const known = quality[userID];
	return known ? QUALITIES[Math.max(known.uplink, known.downlink) as QualityGrade] : 'unknown';
}

export function tilesOf(facts: CallFacts, amAway: boolean): TileView[] {
	const people = new Map(Object.entries(facts.users));
	for (const { user } of Object.values(facts.players)) people.set(user.userID, user);
	return [...myTiles(facts), ...[...people.values()].flatMap((user) => tilesOfUser(user, facts, amAway))];
}

function myTiles(facts: CallFacts): TileView[] {
	const { user, camera, microphone, voice, publisher, screen, pictures } = facts;
	const mine = {
		userID: user.userID,
		userName: user.userName,
		local: true,
		silent: true,
		microphone: microphone.state === 'on',
		quality: qualityOf(facts, ''),
		flow: null
	};
	const own: TileView = {
		...mine,
		id: 'me',
		streamID: publisher?.streamID ?? '',
		source: 'camera',
		mediaID: camera.state === 'on' ? PREVIEW : null,
		camera: camera.state === 'on',
		audioOnly: pictures === 'audioOnly' && camera.wanted,
		speaking: voice.speaking,
		...publishedAs(publisher)
	};
	if (screen.state === 'off' || screen.state === 'asking') return [own];
	const shared: TileView = {
		...mine,
		id: 'my-screen',
		streamID: streamIDOf(user.userID, 'screen'),
		source: 'screen',
		mediaID: MY_SCREEN,
		camera: !screen.paused,
		audioOnly: false,
		speaking: false,
		state: PUBLISHED[screen.state],
		failure: screen.failure
	};
	return [own, shared];
}

function publishedAs(publisher: PublisherFact | null): Pick<TileView, 'state' | 'failure'> {
	return publisher
		? { state: PUBLISHED[publisher.state], failure: publisher.failure }
		: { state: 'none', failure: null };
}

function tilesOfUser(user: RoomUser, facts: CallFacts, amAway: boolean): TileView[] {
	const theirs = {
		userID: user.userID,
		userName: user.userName,
		local: false,
		quality: qualityOf(facts, user.userID),
		flow: flowOf(facts, user.userID, amAway)
	};
	const playing = Object.values(facts.players).filter((player) => player.user.userID === user.userID);
	const failure = facts.pathless.includes(user.userID) ? NO_PATH : null;
	if (playing.length === 0)
		return [
			{
				...theirs,
				id: user.userID,
				streamID: '',
				source: 'camera',
				mediaID: null,
				silent: true,
				state: failure ? 'unreachable' : 'none',
				camera: false,
				microphone: false,
				audioOnly: false,
				speaking: false,
				failure
			}
		];
	return playing.map(({ streamID, state, sound, voice, camera, microphone, pictures, failure }) => ({
		...theirs,
		id: streamID,
		streamID,
		source: sourceOf(streamID),
		mediaID: streamID,
		silent: sound === 'blocked',
		state,
		camera: camera === 'OPEN',
		microphone: microphone === 'OPEN',
		audioOnly: pictures === 'audioOnly' && camera === 'OPEN' && sourceOf(streamID) === 'camera',
		speaking: voice === 'speaking',
		failure
	}));
}
