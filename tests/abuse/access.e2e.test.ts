import { describeAccess } from './access-conformance.ts';

describeAccess('disk');
