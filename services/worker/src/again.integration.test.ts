import { describeAgain } from './testing/again-conformance.ts';
import { openDisk } from './testing/stores.ts';

describeAgain('disk', openDisk);
