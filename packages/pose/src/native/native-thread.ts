import { workerData } from 'node:worker_threads';
import { serveOwner, type ThreadData } from '../engine-thread.ts';
import { ThreadGate } from '../thread-gate.ts';
import { openNetworks } from './pose-networks.ts';
import { PoseTracker } from './pose-tracker.ts';

const { bundle, settings, gate } = workerData as ThreadData;
const tracker = new PoseTracker(await openNetworks(bundle, new ThreadGate(gate)), settings);
serveOwner(async ({ frame, timeMs, resync }) => {
  const pose = await tracker.track(frame, timeMs, resync);
  return { poses: pose === undefined ? [] : [pose], nextRoi: tracker.nextRoi };
});
