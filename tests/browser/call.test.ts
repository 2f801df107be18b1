/** A call on the local engine: two people, three, and what they turn off. */
import { describe } from 'vitest';
import { callCases } from './cases/call.cases';
import { test } from './support/test';

describe('a call', () => callCases(test));
