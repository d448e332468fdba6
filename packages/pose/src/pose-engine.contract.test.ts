import { setTimeout as sleep } from 'node:timers/promises';
import { landmarkNames } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll } from '@jest/globals';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { DetectedPose } from './pose-engine.ts';
import { describePoseEngine } from './pose-engine-conformance.ts';
import { createScriptedEngine } from './scripted-engine.ts';

const person: DetectedPose = {
  landmarks: landmarkNames.map(() => [0.5, 0.5, 0, 1, 1]),
  world: landmarkNames.map(() => [0, 0, 0]),
};
const models = await createTempFolder('models');
afterAll(async () => {
  await models[Symbol.asyncDispose]();
});

describePoseEngine(
  createScriptedEngine(async () => {
    await sleep(5);
    return [person];
  }),
);
describePoseEngine(createMediaPipeEngine({ cacheDir: models.path }));
describePoseEngine(createNativeEngine({ cacheDir: models.path }));
