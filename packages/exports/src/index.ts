export { cocoKeyPoints } from './coco.ts';
export { motFile } from './mot.ts';
export { type OpenPoseFile, openPoseFiles } from './open-pose.ts';
export { trcFile } from './trc.ts';
