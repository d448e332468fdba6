export { createPoseEngine } from './create-pose-engine.ts';
export { createMediaPipeEngine } from './mediapipe-engine.ts';
export { defaultModelCacheDir, prepareModels } from './model-bundle.ts';
export { createNativeEngine } from './native/native-engine.ts';
export type * from './pose-engine.ts';
export { createScriptedEngine, type PoseScript } from './scripted-engine.ts';
