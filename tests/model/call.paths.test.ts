import { testEveryPathOf } from './replay/everything';

testEveryPathOf('call');
