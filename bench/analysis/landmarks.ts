import type { Landmark, Music, PoseFrame, TrackedClip, WorldLandmark } from '@dance-pose/contracts';
import { createDance } from '@dance-pose/synthetic-dancer';

/** Jitter of the landmarks: pixels in the picture, and metres in space. */
const jitter = { pixels: 1.5, metres: 0.01 };

/**
 * Landmarks of the repeated demo dance as an engine would return them: every number boxed and with jitter, some
 * landmarks hidden and some frames without a person. The same numbers every time.
 */
export function landmarksOf(seconds: number, fps: number): TrackedClip {
  const dance = createDance({ fps });
  const { width, height } = dance.size;
  const random = randomNumbers();
  const noise = (spread: number): number => (random() + random() - 1) * spread;
  const frameCount = Math.round(seconds * fps);
  const frames = Array.from({ length: frameCount }, (_, index): PoseFrame => {
    const timeMs = (1000 * index) / fps;
    if (index % 997 > 990) return { index, timeMs, people: [] };
    const { pixels, world } = dance.frameAt(index % dance.frameCount);
    const landmarks = pixels.map(([x, y]): Landmark => {
      const pixel = [x + noise(jitter.pixels), y + noise(jitter.pixels)] as const;
      return [pixel[0] / width, pixel[1] / height, noise(0.1), random() < 0.01 ? 0.3 : 0.95, 1];
    });
    const metres = world.map(
      ([x, y, z]): WorldLandmark => [
        x + noise(jitter.metres),
        y + noise(jitter.metres),
        z + noise(jitter.metres),
      ],
    );
    return { index, timeMs, people: [{ id: 0, landmarks, world: metres }] };
  });
  const source = { width, height, fps, frameCount, durationMs: seconds * 1000 };
  return { source, engine: 'bench', model: 'none', frames };
}

/** Random numbers from 0 to 1, by Marsaglia's xorshift (2003). */
function randomNumbers(): () => number {
  let state = 20_240_601;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A beat every half second. */
export const musicOf = (seconds: number): Music => ({
  heard: 'beat',
  bpm: 120,
  ...{ meter: 4, counts: 8, alternatives: [], given: {} },
  sections: [{ startMs: 0, endMs: 1000 * seconds, bpm: 120 }],
  beats: Array.from({ length: Math.floor(2 * seconds) }, (_, beat) => ({
    timeMs: 500 * beat,
    count: (beat % 8) + 1,
    confidence: 1,
  })),
  confidence: 'high',
  clarity: 1,
  countConfidence: 'high',
});
