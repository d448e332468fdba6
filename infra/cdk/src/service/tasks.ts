import {
  AwsLogDriverMode,
  Capability,
  type ContainerDefinitionOptions,
  ContainerImage,
  LinuxParameters,
  LogDriver,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';

/** A role that only ECS tasks of this account can assume. */
export function taskRole(scope: Construct, id: string, description: string): Role {
  const { account } = Stack.of(scope);
  const anyOfEcs = arnOf(scope, 'ecs', '*');
  return new Role(scope, id, {
    description,
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': anyOfEcs },
      },
    }),
  });
}

/** ARN of a resource in this account and region. */
export function arnOf(scope: Construct, service: string, resource: string): string {
  const format = { service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME };
  return Stack.of(scope).formatArn(format);
}

/** Kept when the stack is deleted, because audit lines (`"audit": true`) may be needed later. */
export function addLogGroup(
  scope: Construct,
  id: string,
  { logRetentionDays }: Pick<ServiceSettings, 'logRetentionDays'>,
): LogGroup {
  const retention: RetentionDays = logRetentionDays;
  return new LogGroup(scope, id, { retention, removalPolicy: RemovalPolicy.RETAIN });
}

/** Common settings: a read-only root, no privileges to gain, and a log driver that never blocks the container. */
export function hardened(
  scope: Construct,
  name: 'api' | 'worker',
  logGroup: LogGroup,
): Pick<
  ContainerDefinitionOptions,
  'containerName' | 'readonlyRootFilesystem' | 'linuxParameters' | 'logging' | 'essential'
> {
  const linuxParameters = new LinuxParameters(scope, `${name}-linux`, { initProcessEnabled: true });
  linuxParameters.dropCapabilities(Capability.ALL);
  return {
    containerName: name,
    essential: true,
    readonlyRootFilesystem: true,
    linuxParameters,
    logging: LogDriver.awsLogs({
      logGroup,
      streamPrefix: name,
      mode: AwsLogDriverMode.NON_BLOCKING,
    }),
  };
}

const ecrImage = /^(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)[:@]/;

/** An image of any registry; for ECR, grants access to that repository only. */
export function useImage(definition: TaskDefinition, image: string): ContainerImage {
  const [, account, region, repository] = ecrImage.exec(image) ?? [];
  if (repository !== undefined) {
    const warning = '@aws-cdk/aws-ecs:ecrImageRequiresPolicy';
    Annotations.of(definition).acknowledgeWarning(warning, 'The policy is right below');
    definition.addToExecutionRolePolicy(
      // Cannot be restricted to a resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
      new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    );
    const { partition } = Stack.of(definition);
    definition.addToExecutionRolePolicy(
      new PolicyStatement({
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
      }),
    );
  }
  return ContainerImage.fromRegistry(image);
}
