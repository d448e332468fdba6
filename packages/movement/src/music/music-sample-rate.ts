/** Audio is decoded at this rate: frequencies above 11 kHz add nothing about the beat. */
export const musicSampleRateHz = 22_050;
