import { workerData } from 'node:worker_threads';
import { serveOwner, type ThreadStart } from '../engine-thread.ts';
import { openNetworks } from './pose-networks.ts';
import { PoseTracker } from './pose-tracker.ts';

const { bundle, settings } = workerData as ThreadStart;
const tracker = new PoseTracker(await openNetworks(bundle), settings);
serveOwner(async (frame, timeMs) => {
  const pose = await tracker.look(frame, timeMs);
  return pose === undefined ? [] : [pose];
});
