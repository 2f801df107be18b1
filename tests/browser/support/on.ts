/** `test` for calls on both engines: on the local one, or on ZEGO in the project `slow:zego`. */
import { inject } from 'vitest';
import type { EngineKind } from '../../../machines/engine';
import { test as onLocal } from './test';
import { test as onZego } from './zego';

declare module 'vitest' {
	interface ProvidedContext {
		/** What the calls of a project run on; absent: the local engine. */
		engine?: EngineKind;
	}
}

const isZego = inject('engine') === 'zego';

export const test: typeof onLocal = isZego ? onZego : onLocal;
/** For what only the local engine has, or only its server can be made to do; and for what is the same code on both. */
export const localTest = onLocal.skipIf(isZego);
/** For what a play of `tests/world` does on the local engine. */
export const zegoTest = test.skipIf(!isZego);
