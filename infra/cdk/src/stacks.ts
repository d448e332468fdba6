import { type App, Tags } from 'aws-cdk-lib/core';
import { OneBoxStack } from './one-box/one-box-stack.ts';
import { ServiceStack } from './service/service-stack.ts';
import type { Settings } from './settings.ts';

/** CDK's recommended behaviours that are off by default for the sake of old apps, as far as they concern us. */
export const featureFlags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-ecs:disableExplicitDeploymentControllerForCircuitBreaker': true,
  '@aws-cdk/aws-ecs:enableImdsBlockingDeprecatedFeature': false,
  '@aws-cdk/aws-ecs:disableEcsImdsBlocking': true,
  '@aws-cdk/aws-ec2:uniqueImdsv2TemplateName': true,
  '@aws-cdk/core:checkSecretUsage': true,
  // Turns findings of CDK's template validation into errors.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/customresources:installLatestAwsSdkDefault': false,
} as const;

/** Adds a stack for each part of the settings. */
export function addStacks(app: App, { service, oneBox }: Settings): void {
  if (service !== undefined) new ServiceStack(app, 'DancePoseService', service);
  if (oneBox !== undefined) new OneBoxStack(app, 'DancePoseOneBox', oneBox);
  Tags.of(app).add('project', 'dance-pose');
}
