/** `test` for what is seen on both engines: on the local one, or on ZEGO with `CALLS_ON=zego`. */
import { test as onLocal } from './test';
import { test as onZego } from './zego';

const isZego = process.env.CALLS_ON === 'zego';

export const test: typeof onLocal = isZego ? onZego : onLocal;
/** For what only the local engine has, or only its server can be made to do. */
export const localTest = onLocal.skipIf(isZego);
