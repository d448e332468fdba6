import { describeRequests } from './requests-conformance.ts';

describeRequests('s3');
