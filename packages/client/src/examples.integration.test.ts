import { describeExamples } from './testing/examples-conformance.ts';

describeExamples();
