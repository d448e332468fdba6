import type { ExportFormat } from '@dance-pose/contracts';

export type { ExportFormat };

export const exportFormats: readonly { readonly value: ExportFormat; readonly label: string }[] = [
  { value: 'openpose', label: 'OpenPose (JSON)' },
  { value: 'coco', label: 'COCO keypoints' },
  { value: 'trc', label: 'OpenSim markers (TRC)' },
  { value: 'mot', label: 'OpenSim angles (MOT)' },
];
