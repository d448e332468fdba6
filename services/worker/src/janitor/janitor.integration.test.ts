import { describeJanitor } from '../testing/janitor-conformance.ts';
import { openDisk } from '../testing/stores.ts';

describeJanitor('disk', openDisk);
