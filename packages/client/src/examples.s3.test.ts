import { requireS3Gateway } from '@dance-pose/local-stack';
import { describeExamples } from './testing/examples-conformance.ts';

describeExamples(await requireS3Gateway());
