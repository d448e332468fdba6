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

/** ECS gives 120 s at most, as does the notice of Spot. The worker drains, then hands its job back. */
const stopTimeout = Duration.seconds(115);
const grace = Duration.seconds(85);
/** Beside ffmpeg: Node and the engine. */
const othersMemoryMb = 2048;
/** Clip and results of the job at work: about three times the largest clip, on a disk of the worker's own. */
const workFolder = '/work';
const workGiB = 40;

/** Workers that follow the queue, one job at a time each. */
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
    // The new ones are there before the old ones go, and those go when their job has ended.
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
  // The cluster must know its capacity before anything asks for it.
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
  const role = taskRole(scope, 'WorkerRole', 'What workers may do');
  const { jobs, uploads } = objectKeys;
  for (const statement of objectsOf(shared.bucket, [jobs, uploads])) role.addToPolicy(statement);
  // The janitor looks for what was never finished.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucketMultipartUploads'],
      resources: [shared.bucket.bucketArn],
    }),
  );
  // What the agent does for a worker that has a job it does in the worker's name.
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
      // Said: on an instance that it shares, a container sees the processors of all.
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
 * As many workers as hold the backlog of each near the target. One that has a job is protected by itself
 * (`ecs-task-protection.ts`), so scaling in takes the idle ones.
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
  if (min === 0) wakeTheFirst(scaling);
}

/** One job and no worker is a backlog of 1, below the target: tracking alone would leave it waiting. */
function wakeTheFirst(scaling: ScalableTaskCount): void {
  scaling.scaleOnMetric('Wake', {
    metric: new MathExpression({
      label: 'Jobs, and nobody to do them',
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
