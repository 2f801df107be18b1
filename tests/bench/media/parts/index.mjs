import { drop, loss, picture, slow } from './network.mjs';
import { busy, six } from './processor.mjs';
import { hidden, screen, size } from './shown.mjs';

/** @type {import('./part').Part[]} */
export const PARTS = [size, six, picture, slow, loss, drop, busy, hidden, screen];
