/** Runs in the browser: the ZEGO engine on stage. */
import { createZegoEngine } from '../../../src/lib/engine/zego/zego.engine';
import { watchResources } from '../harness/resources';
import { performer } from './performer';

watchResources();
const APP_ID = 1_234_567_890;
Object.assign(window, {
	performer: performer((media, { server }: { server: string }) => createZegoEngine({ media, appID: APP_ID, server }))
});
