import { describeFuzz } from './fuzz-conformance.ts';

describeFuzz('s3', 600);
