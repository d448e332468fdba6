import { coveragePart } from './coverage-part.ts';
import { legsPart } from './drawn/legs-part.ts';
import { pliesPart } from './drawn/plies-part.ts';
import { modelsPart } from './known-dance/models-part.ts';
import { musicPart } from './music/music-part.ts';
import type { Part } from './part.ts';
import { pose2simPart } from './pose2sim/pose2sim-part.ts';
import { glovePart } from './real/glove-part.ts';
import { robustnessPart } from './real/robustness-part.ts';
import { timingPart } from './timing/timing-part.ts';

/** In the order of docs/validation.md. */
export const parts: readonly Part[] = [
  coveragePart,
  pliesPart,
  legsPart,
  timingPart,
  musicPart,
  pose2simPart,
  robustnessPart,
  glovePart,
  modelsPart,
];
