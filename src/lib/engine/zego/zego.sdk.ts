/** Loads ZEGO's SDK and sets it up. Only the pages of a ZEGO deployment download it. */
import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import { DELAYS } from '../../../../machines/delays';
import { failure } from '../../../../machines/failure';
import { WARNING } from './zego.log';

/** `ZegoScenario.StandardVideoCall`: the SDK declares the enum but does not export it. */
const STANDARD_VIDEO_CALL = 4;
/** By default the SDK reconnects for 300 s. Ours is the countdown that people see. */
const RETRY_SECONDS = DELAYS.reconnecting / 1_000;

/** The most often that the SDK tells how loud everyone is (ms). In hidden pages it doesn't unless it is told to. */
const SOUND_LEVELS = 500;

/** `server` may be empty: since 3.7.0 the SDK finds its servers by the app ID. */
export async function loadSdk(appID: number, server: string): Promise<ZegoExpressEngine> {
	const { ZegoExpressEngine } = await import('zego-express-engine-webrtc').catch((error: unknown) => {
		throw failure('browser.engineLoad', String(error));
	});
	ZegoExpressEngine.presetLogConfig(WARNING);
	const zg = new ZegoExpressEngine(appID, server, { scenario: STANDARD_VIDEO_CALL });
	zg.setLogConfig(WARNING);
	zg.setEngineConfig({ roomRetryTime: RETRY_SECONDS, streamRetryTime: RETRY_SECONDS });
	zg.setSoundLevelDelegate(true, SOUND_LEVELS);
	return zg;
}
