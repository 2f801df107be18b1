/** What the names in the call's chart mean: `setup/base.ts` has its types and actors, the files beside it a topic each. */
export { withEnding as callSetup } from './setup/ending';
export { PLAYER } from './setup/streams';
export type { CallTag } from './setup/base';
