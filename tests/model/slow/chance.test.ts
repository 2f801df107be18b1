import { testRandomCalls } from '../chance/test';

testRandomCalls(5_000, 2);
