import type { JobQueue } from '@dance-pose/queue';

export interface BacklogOptions {
  readonly queue: Pick<JobQueue, 'load' | 'workers'>;
  /** Of the metrics in CloudWatch. */
  readonly namespace: string;
  /** The value of their one dimension, `Queue`: tells installations apart. */
  readonly queueName: string;
  /** Takes a line for the log of the container, from which CloudWatch reads the metrics. */
  write(line: string): void;
  onError(error: unknown): void;
  readonly everyMs?: number;
}

interface Metric {
  readonly Name: string;
  readonly Unit: 'Count' | 'Seconds';
  readonly value: number;
}

/** The finest that CloudWatch keeps without being asked, and what its alarms and target tracking look at. */
const minuteMs = 60_000;

/**
 * Writes how much there is to do as metrics of CloudWatch, now and then every minute until it is disposed. The
 * AWS SDK is not needed for that: a line in their embedded metric format is enough where the log goes to
 * CloudWatch (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * Every API process writes them, of the one queue: read the maximum, or any statistic but the sum. When the
 * queue cannot be reached nothing is written, since a backlog of 0 would send the workers home.
 */
export function publishBacklog(options: BacklogOptions): AsyncDisposable {
  const { queue, write, onError, everyMs = minuteMs } = options;
  const publish = async (): Promise<void> => {
    try {
      const [load, workers] = await Promise.all([queue.load(), queue.workers()]);
      write(`${JSON.stringify(inMetricFormat(options, backlogMetrics(load, workers)))}\n`);
    } catch (error) {
      onError(error);
    }
  };
  let publishing = publish();
  const timer = setInterval(() => {
    publishing = publish();
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await publishing;
    },
  };
}

/**
 * `BacklogPerWorker` is what target tracking needs: it falls as workers are added. Jobs at work count, or it
 * would fall to nothing, and workers be taken away, as soon as each has one. Where there is no worker yet the
 * whole backlog is that of the first.
 */
function backlogMetrics(
  { waiting, active, oldestWaitingMs }: Awaited<ReturnType<JobQueue['load']>>,
  workers: number,
): Metric[] {
  const backlog = waiting + active;
  return [
    { Name: 'Backlog', Unit: 'Count', value: backlog },
    { Name: 'Workers', Unit: 'Count', value: workers },
    { Name: 'BacklogPerWorker', Unit: 'Count', value: backlog / Math.max(workers, 1) },
    { Name: 'OldestWaiting', Unit: 'Seconds', value: (oldestWaitingMs ?? 0) / 1000 },
  ];
}

function inMetricFormat(
  { namespace, queueName }: Pick<BacklogOptions, 'namespace' | 'queueName'>,
  metrics: readonly Metric[],
) {
  const directive = {
    Namespace: namespace,
    Dimensions: [['Queue']],
    Metrics: metrics.map(({ Name, Unit }) => ({ Name, Unit })),
  };
  return {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
    Queue: queueName,
    ...Object.fromEntries(metrics.map(({ Name, value }) => [Name, value])),
  };
}
