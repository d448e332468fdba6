import type { JobQueue } from '@dance-pose/queue';

export interface BacklogOptions {
  readonly queue: Pick<JobQueue, 'load' | 'workers'>;
  /** Namespace of the metrics in CloudWatch. */
  readonly namespace: string;
  /** Value of the only dimension, `Queue`, which identifies the installation. */
  readonly queueName: string;
  /** Writes a line to the container's log, from which CloudWatch extracts the metrics. */
  write(line: string): void;
  onError(error: unknown): void;
  readonly everyMs?: number;
}

interface Metric {
  readonly Name: string;
  readonly Unit: 'Count' | 'Seconds';
  readonly value: number;
}

/** CloudWatch's standard resolution, which its alarms and target tracking use. */
const minuteMs = 60_000;

/**
 * Publishes the backlog as CloudWatch metrics, at once and then every minute until disposed. It needs no AWS SDK:
 * CloudWatch reads metrics from log lines in the embedded metric format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * Every API process publishes the same values of the one queue, so use the maximum, or any statistic but the sum.
 * While the queue is unreachable, nothing is published, because a backlog of 0 would scale the workers in.
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
 * `BacklogPerWorker` is the metric for target tracking: it falls as workers are added. Active jobs count, otherwise it
 * would drop to 0, and workers would be stopped, as soon as each has one job. Without workers, it is the whole backlog.
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
