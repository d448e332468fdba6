import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { metricNamespace, queueName } from './api.ts';

/**
 * What every API process writes once a minute (`services/api/src/ecs-backlog.ts`), all of them of the same queue:
 * the maximum is what one of them says, the sum would be a multiple.
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
