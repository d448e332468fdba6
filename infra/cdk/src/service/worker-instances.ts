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

/** Size of a worker task: one fits on each of the instances below, and leaves room for the agent. */
export const workerSize = { cpu: 2048, memoryMiB: 7168 } as const;

/** Two processors and 8 GiB each. With more types, Spot capacity is more likely. */
const instanceTypes = ['m7i.large', 'm7a.large', 'm6i.large', 'm6a.large', 'm5.large', 'm5a.large'];
const diskGiB = 60;

/** Instances that start and end with the workers, on Spot by default. */
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
    // New instances use the newest image, so none is older than two weeks.
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
    // Runs as many instances as the tasks need, and ends none that has a task.
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
    description: 'Permissions of the ECS agent',
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
  });
  // Reports a Spot interruption to the cluster; CDK grants the rest.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ecs:UpdateContainerInstancesState'],
      resources: [arnOf(scope, 'ecs', `container-instance/${cluster.clusterName}/*`)],
    }),
  );
  const userData = UserData.forLinux();
  // Containers must not use the role of the instance.
  userData.addCommands('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
  // Spot gives two minutes' notice: the agent stops the tasks, which hand their jobs back.
  userData.addCommands('echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config');
  const securityGroup = new SecurityGroup(scope, 'InstanceGroup', {
    vpc,
    description: 'Instances of workers: no inbound traffic; their tasks have a group of their own',
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
