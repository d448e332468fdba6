import { z } from 'zod';

/** Formats of other programs, written on request. */
export const exportFormats = ['openpose', 'trc', 'mot', 'coco'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Options of the measurement. They do not change the stored landmarks. */
export const analysisOptionsSchema = z.strictObject({
  /**
   * Cutoff in Hz of the zero-lag Butterworth filter that is applied before the measurement. 6 suits most dancing;
   * 10 to 12 keep fast footwork.
   */
  cutoffHz: z.number().min(1).max(30).default(6),
  /** A landmark with a lower visibility counts as hidden. */
  minVisibility: z.number().min(0).max(1).default(0.5),
  /** In addition to the report: `openpose` (JSON in a zip), `trc` and `mot` (OpenSim), `coco` (key points). */
  exports: z.array(z.enum(exportFormats)).max(exportFormats.length).default([]),
});
export type AnalysisOptions = z.infer<typeof analysisOptionsSchema>;
