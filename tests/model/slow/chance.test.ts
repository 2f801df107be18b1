import { testRandomCalls } from '../chance/test';

testRandomCalls(20_000, 2);
