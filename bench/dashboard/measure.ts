import type { CDPSession, Page } from 'playwright-core';

export interface Playback {
  /** Animation frames per second: rate at which the page could move its playhead. */
  readonly framesPerSecond: number;
  /** JavaScript time per frame, in milliseconds. */
  readonly scriptMs: number;
  /** Style and layout time per frame, in milliseconds. */
  readonly layoutMs: number;
  /** Longest time between two frames, in milliseconds. */
  readonly longestGapMs: number;
  /** Number of tasks of the page that took 50 ms or more. */
  readonly longTasks: number;
}

const measuredMs = 6000;

/** Plays the open clip from its beginning and measures the frames. */
export async function measurePlayback(page: Page): Promise<Playback> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await play(page);
  const before = await durations(session);
  const { gapsMs, longTasks } = await page.evaluate(watchFrames, measuredMs);
  const after = await durations(session);
  await session.detach();
  await page.locator('video').evaluate((video: HTMLVideoElement) => video.pause());
  const perFrame = (name: keyof typeof before): number =>
    (1000 * (after[name] - before[name])) / gapsMs.length;
  return {
    framesPerSecond: (1000 * gapsMs.length) / gapsMs.reduce((sum, gap) => sum + gap, 0),
    scriptMs: perFrame('script'),
    layoutMs: perFrame('layout'),
    longestGapMs: Math.max(...gapsMs),
    longTasks,
  };
}

async function play(page: Page): Promise<void> {
  await page
    .locator('.u-over')
    .first()
    .click({ position: { x: 1, y: 20 } });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.waitForTimeout(500);
}

/** Seconds spent by the page's main thread so far. */
async function durations(session: CDPSession): Promise<{ script: number; layout: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration') };
}

/** Runs in the page. */
async function watchFrames(forMs: number): Promise<{ gapsMs: number[]; longTasks: number }> {
  let longTasks = 0;
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  });
  observer.observe({ entryTypes: ['longtask'] });
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const gapsMs: number[] = [];
  const start = await nextFrame();
  for (let last = start; last < start + forMs; ) {
    const now = await nextFrame();
    gapsMs.push(now - last);
    last = now;
  }
  observer.disconnect();
  return { gapsMs, longTasks };
}
