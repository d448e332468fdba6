import { describeFuzz } from './fuzz-conformance.ts';

describeFuzz('disk', 600);
