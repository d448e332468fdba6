import { z } from 'zod';

/** Files in other programs' formats, written when asked for. */
export const exportFormats = ['openpose', 'trc', 'mot', 'coco'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How the movement is measured. Nothing here touches the stored landmarks. */
export const analysisOptionsSchema = z.strictObject({
  /**
   * Cutoff of the zero-lag Butterworth filter before anything is measured, in Hz. 6 suits most dancing; 10 to
   * 12 keep fast footwork.
   */
  cutoffHz: z.number().min(1).max(30).default(6),
  /** A landmark seen less well than this counts as not seen. */
  minVisibility: z.number().min(0).max(1).default(0.5),
  /** Besides the report: `openpose` (JSON in a zip), `trc` and `mot` (OpenSim), `coco` (key points). */
  exports: z.array(z.enum(exportFormats)).max(exportFormats.length).default([]),
});
export type AnalysisOptions = z.infer<typeof analysisOptionsSchema>;
