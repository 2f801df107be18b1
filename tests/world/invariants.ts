/** What must hold in every state of the environment, once things are quiet. */
import { DEVICES } from './invariants/devices';
import type { Invariant } from './invariants/facts';
import { OTHERS } from './invariants/others';
import { PAGE } from './invariants/page';
import { SCREENS } from './invariants/screens';

export const INVARIANTS: readonly Invariant[] = [...DEVICES, ...PAGE, ...OTHERS, ...SCREENS];
