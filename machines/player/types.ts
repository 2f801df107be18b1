import type {
	DeleteReason,
	DeviceKind,
	PlayerEvent as PlayerStateEvent,
	RemoteDeviceStatus,
	RoomStream,
	RoomUser
} from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';
import type { PictureMode } from '../pictures';
import type { PicturesChosen, ServiceFailed, StreamResume } from '../services';
import type { VideoHeight } from '../video.height';

export type PlayerInput = RoomStream & { pictures: PictureMode };

export type PlayerContext = RoomStream & {
	/** What the stream's owner has turned on. */
	camera: RemoteDeviceStatus;
	microphone: RemoteDeviceStatus;
	/** How large its pictures are asked for, and how large they are shown since a moment ago. */
	height: VideoHeight;
	need: VideoHeight;
	pictures: PictureMode;
	/** Why the stream is in trouble; null while all is well. */
	failure: Failure | null;
	/** How often it was asked for again since it last played. */
	attempt: number;
	goneReason: DeleteReason | null;
};
export type ContextIsJson = Assert<IsJson<PlayerContext>>;

export type PlayerEvent =
	| PlayerStateEvent
	| ServiceFailed
	| { type: 'stream.DELETE'; reason: DeleteReason | null }
	| { type: 'remote.device'; device: DeviceKind; status: RemoteDeviceStatus }
	| { type: 'remote.speaking'; speaking: boolean }
	| { type: 'page.autoplayFailed' }
	| { type: 'page.streamResized'; height: number }
	| PicturesChosen
	| { type: 'user.unblockSound' }
	| { type: 'user.retry' }
	| StreamResume;

export type PlayerFact = {
	streamID: string;
	user: RoomUser;
	/** `unreachable`: no network path leads to its publisher. */
	state: 'requesting' | 'playing' | 'stalled' | 'unreachable' | 'retrying' | 'failed';
	/** `blocked`: the browser refuses to play sound until the person clicks. */
	sound: 'audible' | 'blocked';
	/** Whether its owner speaks. */
	voice: 'quiet' | 'speaking';
	camera: RemoteDeviceStatus;
	microphone: RemoteDeviceStatus;
	/** How large its pictures are asked for; 0: nobody sees them. */
	height: VideoHeight;
	pictures: PictureMode;
	failure: Failure | null;
};
