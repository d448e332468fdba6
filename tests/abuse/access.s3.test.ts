import { describeAccess } from './access-conformance.ts';

describeAccess('s3');
