import type {
  AnalysisOptions,
  ArtifactName,
  ExportFormat,
  TrackedClip,
} from '@dance-pose/contracts';
import { cocoKeyPoints, motFile, openPoseFiles, trcFile } from '@dance-pose/exports';
import type { MovementReport } from '@dance-pose/movement';
import { zipped } from './zip-files.ts';

export interface ExportRequest {
  /** As the user named the clip. */
  readonly fileName: string;
  /** The engine's own landmarks, which OpenPose and COCO are told. */
  readonly clip: TrackedClip;
  /** The dancer as they were measured, whom OpenSim is told of. */
  readonly movement: Pick<MovementReport, 'track'>;
  readonly options: AnalysisOptions;
}

interface ExportFile {
  readonly name: ArtifactName;
  /** Made while it is read. */
  readonly content: Iterable<string> | AsyncIterable<Uint8Array>;
}

const makers: Readonly<Record<ExportFormat, (request: ExportRequest) => ExportFile>> = {
  openpose: ({ clip, fileName }) => ({
    name: 'openpose.zip',
    content: zipped(openPoseFiles(clip, fileName)),
  }),
  trc: ({ movement: { track } }) => ({ name: 'markers.trc', content: trcFile(track) }),
  mot: ({ movement: { track } }) => ({ name: 'angles.mot', content: motFile(track) }),
  coco: ({ clip, fileName, options: { minVisibility } }) => ({
    name: 'coco.json',
    content: cocoKeyPoints(clip, { fileName, minVisibility }),
  }),
};

/** The files in other programs' formats that were asked for, each once. */
export const exportFiles = (request: ExportRequest): ExportFile[] =>
  [...new Set(request.options.exports)].map((format) => makers[format](request));
