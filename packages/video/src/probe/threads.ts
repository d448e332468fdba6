import { availableParallelism } from 'node:os';

// Every thread holds pictures of its own. Without a limit the memory that a clip takes would grow with the
// processors of the machine: 4096×2304 in 10 bits takes 2.2 GB to be encoded with two of them, and 5.7 GB with 16.
// Up to these numbers they are what FFmpeg itself would choose.

const processors = availableParallelism();

/** Frames that are decoded at once. */
export const decodingThreads = Math.min(processors + 1, 4);
/** Slices of one frame that a filter works on at once. */
export const filteringThreads = Math.min(processors, 4);
/** Frames that x264 encodes at once. */
export const encodingThreads = Math.min(Math.ceil(processors * 1.5), 8);
