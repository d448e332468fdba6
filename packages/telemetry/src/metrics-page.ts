import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** State that is read at every scrape; reading it must be cheap. */
export interface Vitals {
  /** Health checks of the dependencies, by name; a check resolves if the dependency answers. */
  readonly dependencies: Readonly<Record<'queue' | 'store', () => Promise<void>>>;
  /** Folders whose file systems must not fill up, by purpose. */
  readonly folders: Readonly<Record<string, string>>;
}

/** A scrape must not wait for a dependency that hangs: Prometheus gives up after ten seconds. */
const scrapeTimeoutMs = 3000;

/** Metrics of one process: Node's default metrics, its dependencies, its folders, and further registered metrics. */
export class MetricsPage {
  readonly registry = new Registry();
  /** Runs before every scrape. */
  readonly #refresh: (() => Promise<void>)[] = [];

  constructor({ dependencies, folders }: Vitals) {
    collectDefaultMetrics({ register: this.registry });
    this.#watchDependencies(dependencies);
    this.#watchFolders(folders);
  }

  /** Registers a read before every scrape; if it fails or times out, `onFailure` is called. */
  beforeScrape(read: () => Promise<void>, onFailure: () => void): void {
    this.#refresh.push(() => withTimeout(read()).catch(onFailure));
  }

  async text(): Promise<string> {
    await Promise.all(this.#refresh.map((read) => read()));
    return this.registry.metrics();
  }

  #watchDependencies(dependencies: Vitals['dependencies']): void {
    const up = new Gauge({
      name: 'dance_pose_dependency_up',
      help: '1 if the dependency of this process answered during this scrape, else 0.',
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
      'Bytes that this process may still write to the file system of a place.',
    );
    const size = gauge(
      'dance_pose_disk_size_bytes',
      'Size of the file system of a place in bytes.',
    );
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

async function withTimeout(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), scrapeTimeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
