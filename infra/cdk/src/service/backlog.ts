import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { metricNamespace, queueName } from './api.ts';

/**
 * Metrics that every API process publishes once a minute (`services/api/src/ecs-backlog.ts`). All processes report the
 * same queue: use the maximum, not the sum.
 */
export const backlogMetric = (
  metricName: 'Backlog' | 'BacklogPerWorker' | 'Workers' | 'OldestWaiting',
): Metric =>
  new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { Queue: queueName },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  });
