import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type Api, metricNamespace } from './api.ts';
import { backlogMetric } from './backlog.ts';
import type { Redis } from './redis.ts';

interface Watched {
  readonly api: Api;
  readonly redis: Redis;
  readonly workerLogs: LogGroup;
  readonly email: string;
}

/** docs/aws.md explains each alarm under the same name, and what to do. */
export function addAlarms(scope: Construct, { api, redis, workerLogs, email }: Watched): void {
  const action = new SnsAction(addTopic(scope, email));
  const alarm = (id: string, rule: Rule): void => addRule(scope, id, rule).addAlarmAction(action);
  const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: atLeast, LESS_THAN_THRESHOLD: below } =
    ComparisonOperator;
  alarm('BacklogOld', {
    description: 'The next job has waited for 15 minutes',
    ...{ metric: backlogMetric('OldestWaiting'), is: atLeast, limit: 15 * 60, minutes: 5 },
  });
  alarm('NoWorkers', {
    description: 'No worker for 10 minutes while jobs are queued',
    metric: new MathExpression({
      expression: 'IF(workers < 1 AND backlog > 0, 1, 0)',
      usingMetrics: { workers: backlogMetric('Workers'), backlog: backlogMetric('Backlog') },
      period: Duration.minutes(1),
    }),
    ...{ is: atLeast, limit: 1, minutes: 10 },
  });
  alarm('ApiSilent', {
    description: 'No API process has reported the queue for 5 minutes',
    ...{ metric: backlogMetric('Backlog'), is: below, limit: 0, minutes: 5, breachOnMissing: true },
  });
  alarm('OurFailures', {
    description: 'Jobs have failed with internal errors, not because of their files',
    ...{ metric: failuresOf(workerLogs), is: atLeast, limit: 3, minutes: 1 },
  });
  alarm('ServerErrors', {
    description: 'The API has answered with 5xx at least 10 times in 5 minutes',
    ...{ metric: serverErrors(api), is: atLeast, limit: 10, minutes: 1 },
  });
  alarm('NoHealthyApi', {
    description: 'No API process is healthy',
    metric: api.targets.metrics.healthyHostCount({ statistic: Stats.MINIMUM, period: minute }),
    ...{ is: below, limit: 1, minutes: 3, breachOnMissing: true },
  });
  for (const [index, node] of redis.nodeIds.entries()) {
    alarm(`RedisMemory${index + 1}`, {
      description: 'Redis is 75 % full; when it is full, no job can be submitted',
      ...{ metric: redisMemory(node), is: atLeast, limit: 75, minutes: 5 },
    });
  }
}

const minute = Duration.minutes(1);

interface Rule {
  readonly description: string;
  readonly metric: IMetric;
  readonly is: ComparisonOperator;
  readonly limit: number;
  /** Number of consecutive periods of the metric. */
  readonly minutes: number;
  /** Missing data raises the alarm. */
  readonly breachOnMissing?: boolean;
}

function addRule(scope: Construct, id: string, rule: Rule): Alarm {
  return new Alarm(scope, `${id}Alarm`, {
    alarmDescription: `${id}: ${rule.description}.`,
    metric: rule.metric,
    comparisonOperator: rule.is,
    threshold: rule.limit,
    evaluationPeriods: rule.minutes,
    treatMissingData: rule.breachOnMissing
      ? TreatMissingData.BREACHING
      : TreatMissingData.NOT_BREACHING,
  });
}

function addTopic(scope: Construct, email: string): Topic {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}

/** Counts the worker's log lines of ended jobs; `internal` excludes failures due to the file, the user or the limits. */
function failuresOf(logs: LogGroup): Metric {
  const filter = logs.addMetricFilter('OurFailures', {
    metricNamespace,
    metricName: 'OurFailures',
    metricValue: '1',
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.msg', '=', 'job ended'),
      FilterPattern.stringValue('$.state', '=', 'failed'),
      FilterPattern.stringValue('$.code', '=', 'internal'),
    ),
  });
  return filter.metric({ statistic: Stats.SUM, period: Duration.minutes(15) });
}

function serverErrors({ balancer, targets }: Api): MathExpression {
  const sum = { statistic: Stats.SUM, period: Duration.minutes(5) };
  return new MathExpression({
    expression: 'FILL(balancer, 0) + FILL(api, 0)',
    usingMetrics: {
      balancer: balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum),
      api: targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
    },
    period: Duration.minutes(5),
  });
}

const redisMemory = (CacheClusterId: string): Metric =>
  new Metric({
    namespace: 'AWS/ElastiCache',
    metricName: 'DatabaseMemoryUsagePercentage',
    dimensionsMap: { CacheClusterId },
    statistic: Stats.MAXIMUM,
    period: minute,
  });
