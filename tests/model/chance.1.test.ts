import { testShard } from './chance/shard';

testShard(1);
