import { describeAgain } from './testing/again-conformance.ts';
import { openS3 } from './testing/stores.ts';

describeAgain('S3', openS3);
