import { describeRequests } from './requests-conformance.ts';

describeRequests('disk');
