import { availableParallelism } from 'node:os';

// Every thread holds frames of its own, so without a limit the memory of a clip would grow with the machine's
// processors: encoding 4096×2304 in 10 bits takes 2.2 GB with two of them and 5.7 GB with 16. Up to these limits the
// numbers are FFmpeg's own defaults.

const processors = availableParallelism();

/** Number of frames that are decoded in parallel. */
export const decodingThreads = Math.min(processors + 1, 4);
/** Number of slices of a frame that a filter processes in parallel. */
export const filteringThreads = Math.min(processors, 4);
/** Number of frames that x264 encodes in parallel. */
export const encodingThreads = Math.min(Math.ceil(processors * 1.5), 8);
