import { testRandomCalls } from './chance/test';

testRandomCalls(1_000, 1);
