import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is asked at every scrape, and must be cheap to ask. */
export interface Vitals {
  /** Whether what the process depends on answers, by its name. */
  readonly dependencies: Readonly<Record<'queue' | 'store', () => Promise<void>>>;
  /** Folders whose file systems must not fill up, by what they are for. */
  readonly folders: Readonly<Record<string, string>>;
}

/** A scrape must be answered in time whoever else is not: Prometheus gives up after ten seconds. */
const patienceMs = 3000;

/** One process's metrics: Node's and the system's own, what it depends on, and what is registered besides. */
export class MetricsPage {
  readonly registry = new Registry();
  /** Read before every scrape. */
  readonly #refresh: (() => Promise<void>)[] = [];

  constructor({ dependencies, folders }: Vitals) {
    collectDefaultMetrics({ register: this.registry });
    this.#watchDependencies(dependencies);
    this.#watchFolders(folders);
  }

  /** Has something read before every scrape; where that fails or takes too long, `onFailure` is called. */
  beforeScrape(read: () => Promise<void>, onFailure: () => void): void {
    this.#refresh.push(() => inTime(read()).catch(onFailure));
  }

  async text(): Promise<string> {
    await Promise.all(this.#refresh.map((read) => read()));
    return this.registry.metrics();
  }

  #watchDependencies(dependencies: Vitals['dependencies']): void {
    const up = new Gauge({
      name: 'dance_pose_dependency_up',
      help: 'Whether what this process depends on answered when it was asked for this scrape.',
      labelNames: ['dependency'],
      registers: [this.registry],
    });
    for (const [dependency, ping] of Object.entries(dependencies)) {
      const set = (value: 0 | 1) => (): void => up.set({ dependency }, value);
      this.beforeScrape(() => ping().then(set(1)), set(0));
    }
  }

  #watchFolders(folders: Vitals['folders']): void {
    const gauge = (name: string, help: string) =>
      new Gauge({ name, help, labelNames: ['place'], registers: [this.registry] });
    const free = gauge(
      'dance_pose_disk_free_bytes',
      'What we may still write to the file system of a place.',
    );
    const size = gauge('dance_pose_disk_size_bytes', 'Size of the file system of a place.');
    for (const [place, folder] of Object.entries(folders)) {
      const read = async (): Promise<void> => {
        const { bavail, blocks, bsize } = await statfs(folder);
        free.set({ place }, bavail * bsize);
        size.set({ place }, blocks * bsize);
      };
      const forget = (): void => {
        free.remove({ place });
        size.remove({ place });
      };
      this.beforeScrape(read, forget);
    }
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), patienceMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
