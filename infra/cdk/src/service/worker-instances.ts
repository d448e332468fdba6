import { AutoScalingGroup, SpotAllocationStrategy } from 'aws-cdk-lib/aws-autoscaling';
import {
  InstanceType,
  LaunchTemplate,
  SecurityGroup,
  BlockDeviceVolume as TemplateVolume,
  EbsDeviceVolumeType as TemplateVolumeType,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import {
  AsgCapacityProvider,
  type CapacityProviderStrategy,
  type Cluster,
  EcsOptimizedImage,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';
import type { Network } from './network.ts';
import { arnOf } from './tasks.ts';

/** Of a worker's task: one fits on each of the instances below, which keep the rest for the agent. */
export const workerSize = { cpu: 2048, memoryMiB: 7168 } as const;

/** Two processors and 8 GiB each. The more kinds, the more likely Spot has some to spare. */
const instanceTypes = ['m7i.large', 'm7a.large', 'm6i.large', 'm6a.large', 'm5.large', 'm5a.large'];
const diskGiB = 60;

/** Instances that come with workers and go when they are empty, on Spot unless told otherwise. */
export function addWorkerInstances(
  scope: Construct,
  cluster: Cluster,
  { vpc }: Network,
  { on, max }: ServiceSettings['workers'],
): CapacityProviderStrategy {
  const group = new AutoScalingGroup(scope, 'WorkerInstances', {
    vpc,
    minCapacity: 0,
    maxCapacity: max,
    // New ones have the newest image: so nothing is older than two weeks.
    maxInstanceLifetime: Duration.days(14),
    mixedInstancesPolicy: {
      launchTemplate: addLaunchTemplate(scope, cluster, vpc),
      launchTemplateOverrides: instanceTypes.map((type) => ({
        instanceType: new InstanceType(type),
      })),
      instancesDistribution: {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: on === 'ec2-spot' ? 0 : 100,
        spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
      },
    },
  });
  const provider = new AsgCapacityProvider(scope, 'WorkerCapacity', {
    autoScalingGroup: group,
    // As many instances as tasks need, and none is ended that has a task on it.
    enableManagedScaling: true,
    targetCapacityPercent: 100,
    enableManagedTerminationProtection: true,
    enableManagedDraining: true,
  });
  cluster.addAsgCapacityProvider(provider);
  return { capacityProvider: provider.capacityProviderName, weight: 1 };
}

function addLaunchTemplate(
  scope: Construct,
  cluster: Cluster,
  vpc: Network['vpc'],
): LaunchTemplate {
  const role = new Role(scope, 'InstanceRole', {
    description: 'What the ECS agent may do',
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
  });
  // To tell the cluster that Spot takes the instance back; the rest is CDK's.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ecs:UpdateContainerInstancesState'],
      resources: [arnOf(scope, 'ecs', `container-instance/${cluster.clusterName}/*`)],
    }),
  );
  const userData = UserData.forLinux();
  // Containers have no business with the role of the instance.
  userData.addCommands('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
  // Spot gives two minutes' notice: the agent stops the tasks, which hand back their jobs.
  userData.addCommands('echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config');
  const securityGroup = new SecurityGroup(scope, 'InstanceGroup', {
    vpc,
    description: 'Instances of workers: reached by nobody; the tasks on them have their own group',
  });
  return new LaunchTemplate(scope, 'WorkerTemplate', {
    machineImage: EcsOptimizedImage.amazonLinux2023(),
    userData,
    role,
    securityGroup,
    requireImdsv2: true,
    httpPutResponseHopLimit: 1,
    blockDevices: [
      {
        deviceName: '/dev/xvda',
        volume: TemplateVolume.ebs(diskGiB, {
          encrypted: true,
          volumeType: TemplateVolumeType.GP3,
        }),
      },
    ],
  });
}
