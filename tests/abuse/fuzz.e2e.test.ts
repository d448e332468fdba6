import { describeFuzz } from './fuzz-conformance.ts';

describeFuzz('disk', 150);
