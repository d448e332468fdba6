import type {
  AnalysisOptions,
  ArtifactName,
  ExportFormat,
  TrackedClip,
} from '@dance-pose/contracts';
import { cocoKeyPoints, motFile, openPoseFiles, trcFile } from '@dance-pose/exports';
import type { MovementReport } from '@dance-pose/movement';
import { zipArchive } from './zip-files.ts';

export interface ExportRequest {
  /** The user's name of the clip. */
  readonly fileName: string;
  /** The engine's own landmarks, for OpenPose and COCO. */
  readonly clip: TrackedClip;
  /** The measured track, for OpenSim. */
  readonly movement: Pick<MovementReport, 'track'>;
  readonly options: AnalysisOptions;
}

interface ExportFile {
  readonly name: ArtifactName;
  /** Generated while it is read. */
  readonly content: Iterable<string> | AsyncIterable<Uint8Array>;
}

const exporters: Readonly<Record<ExportFormat, (request: ExportRequest) => ExportFile>> = {
  openpose: ({ clip, fileName }) => ({
    name: 'openpose.zip',
    content: zipArchive(openPoseFiles(clip, fileName)),
  }),
  trc: ({ movement: { track } }) => ({ name: 'markers.trc', content: trcFile(track) }),
  mot: ({ movement: { track } }) => ({ name: 'angles.mot', content: motFile(track) }),
  coco: ({ clip, fileName, options: { minVisibility } }) => ({
    name: 'coco.json',
    content: cocoKeyPoints(clip, { fileName, minVisibility }),
  }),
};

/** The requested files in formats of other programs, each once. */
export const exportFiles = (request: ExportRequest): ExportFile[] =>
  [...new Set(request.options.exports)].map((format) => exporters[format](request));
