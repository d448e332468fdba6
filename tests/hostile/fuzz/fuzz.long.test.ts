import { describeDamagedFiles } from './fuzz-conformance.ts';

describeDamagedFiles(60);
