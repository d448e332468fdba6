import { objectKeys } from '@dance-pose/contracts';
import { AdjustmentType, MetricAggregationType } from 'aws-cdk-lib/aws-applicationautoscaling';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type BaseService,
  type CapacityProviderStrategy,
  type Cluster,
  Compatibility,
  Ec2Service,
  FargateService,
  NetworkMode,
  type ScalableTaskCount,
  TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';
import { queueName } from './api.ts';
import { backlogMetric } from './backlog.ts';
import { objectsOf, type Shared, sharedEnvironment, sharedSecrets } from './environment.ts';
import type { Network } from './network.ts';
import { arnOf, hardened, taskRole, useImage } from './tasks.ts';
import { addWorkerInstances, workerSize } from './worker-instances.ts';

/** ECS and the Spot notice allow at most 120 s. The worker drains, then hands its job back. */
const stopTimeout = Duration.seconds(115);
const grace = Duration.seconds(85);
/** Memory of Node and the engine, besides ffmpeg. */
const othersMemoryMb = 2048;
/** Input and artifacts of the active job, about three times the largest clip, on the worker's own disk. */
const workFolder = '/work';
const workGiB = 40;

/** Workers that follow the queue, with one job at a time each. */
export function addWorkers(
  scope: Construct,
  cluster: Cluster,
  network: Network,
  shared: Shared,
  logGroup: LogGroup,
): BaseService {
  const { workers } = shared.settings;
  const onFargate = workers.on.startsWith('fargate');
  const taskDefinition = defineTask(scope, cluster, shared, logGroup, onFargate);
  const options = {
    cluster,
    taskDefinition,
    securityGroups: [network.groups.worker],
    // New workers start before old ones stop, and old ones stop when their job has ended.
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: onFargate
      ? fargateStrategy(workers.on)
      : [addWorkerInstances(scope, cluster, network, workers)],
  };
  const service = onFargate
    ? new FargateService(scope, 'Workers', options)
    : new Ec2Service(scope, 'Workers', options);
  // The cluster must have its capacity before a service requests it.
  service.node.addDependency(cluster);
  scaleOnBacklog(service, workers);
  return service;
}

const fargateStrategy = (on: ServiceSettings['workers']['on']): CapacityProviderStrategy[] => [
  { capacityProvider: on === 'fargate-spot' ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 },
];

function defineTask(
  scope: Construct,
  cluster: Cluster,
  shared: Shared,
  logGroup: LogGroup,
  onFargate: boolean,
): TaskDefinition {
  const role = taskRole(scope, 'WorkerRole', 'Permissions of the workers');
  const { jobs, uploads } = objectKeys;
  for (const statement of objectsOf(shared.bucket, [jobs, uploads])) role.addToPolicy(statement);
  // The janitor lists unfinished uploads.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucketMultipartUploads'],
      resources: [shared.bucket.bucketArn],
    }),
  );
  // The agent protects the task with the worker's role.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
      resources: [arnOf(scope, 'ecs', `task/${cluster.clusterName}/*`)],
    }),
  );
  const { cpu, memoryMiB } = workerSize;
  const definition = new TaskDefinition(scope, 'WorkerTask', {
    compatibility: onFargate ? Compatibility.FARGATE : Compatibility.EC2,
    networkMode: NetworkMode.AWS_VPC,
    cpu: String(cpu),
    memoryMiB: String(memoryMiB),
    taskRole: role,
    volumes: [{ name: 'work' }],
    ...(onFargate ? { ephemeralStorageGiB: workGiB } : {}),
  });
  const container = definition.addContainer('worker', {
    ...hardened(scope, 'worker', logGroup),
    image: useImage(definition, shared.settings.images.worker),
    environment: {
      ...sharedEnvironment(scope, shared),
      QUEUE_PREFIX: queueName,
      WORKER_CONCURRENCY: '1',
      // Set explicitly: on a shared instance a container sees all processors.
      ENGINE_THREADS: String(cpu / 1024),
      SHUTDOWN_GRACE_MS: String(grace.toMilliseconds()),
      MAX_CHILD_MEMORY_MB: String(memoryMiB - othersMemoryMb),
    },
    secrets: sharedSecrets(shared),
    stopTimeout,
  });
  container.addMountPoints({ sourceVolume: 'work', containerPath: workFolder, readOnly: false });
  return definition;
}

/**
 * Keeps the backlog per worker near the target. A worker with a job protects itself (`ecs-task-protection.ts`), so
 * scaling in ends idle ones.
 */
function scaleOnBacklog(
  service: BaseService,
  { min, max, backlogPerWorker }: ServiceSettings['workers'],
): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleToTrackCustomMetric('Backlog', {
    metric: backlogMetric('BacklogPerWorker'),
    targetValue: backlogPerWorker,
    scaleOutCooldown: Duration.minutes(1),
    scaleInCooldown: Duration.minutes(5),
  });
  if (min === 0) startFirstWorker(scaling);
}

/** One job without a worker is a backlog of 1, below the target: target tracking alone would not start a worker. */
function startFirstWorker(scaling: ScalableTaskCount): void {
  scaling.scaleOnMetric('Wake', {
    metric: new MathExpression({
      label: 'Jobs without a worker',
      expression: 'IF(workers < 1 AND backlog > 0, 1, 0)',
      usingMetrics: { workers: backlogMetric('Workers'), backlog: backlogMetric('Backlog') },
      period: Duration.minutes(1),
    }),
    adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
    scalingSteps: [
      { upper: 0, change: 0 },
      { lower: 1, change: 1 },
    ],
    metricAggregationType: MetricAggregationType.MAXIMUM,
    cooldown: Duration.minutes(3),
  });
}
