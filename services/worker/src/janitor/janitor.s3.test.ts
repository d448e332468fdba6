import { describeJanitor } from '../testing/janitor-conformance.ts';
import { openS3 } from '../testing/stores.ts';

describeJanitor('S3', openS3);
