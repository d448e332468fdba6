import { objectKeys } from '@dance-pose/contracts';
import { type Cluster, FargateService, FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  ListenerCertificate,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { objectsOf, type Shared, sharedEnvironment, sharedSecrets } from './environment.ts';
import { apiPort, cidr, type Network } from './network.ts';
import { hardened, taskRole, useImage } from './tasks.ts';

/** Namespace of the metrics that the API publishes; their dimension is `Queue`. */
export const metricNamespace = 'DancePose';
/** QUEUE_PREFIX, the value of that dimension. */
export const queueName = 'dance-pose';

/** `POST /upload` may send nothing for UPLOAD_WAIT_MS, five minutes; event streams send a line every 15 s. */
const idleTimeout = Duration.seconds(360);
/** Node must close idle connections later than the load balancer, which would otherwise send into closed ones. */
const keepAlive = Duration.seconds(400);
/** Longer than SHUTDOWN_GRACE_MS of the API, 25 s. */
const stopTimeout = Duration.seconds(35);

export interface Api {
  readonly balancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  readonly service: FargateService;
}

/** The API on Fargate, at least two tasks, behind a load balancer that terminates TLS. */
export function addApi(
  scope: Construct,
  cluster: Cluster,
  network: Network,
  shared: Shared,
  logGroup: LogGroup,
): Api {
  const service = addService(scope, cluster, network, shared, logGroup);
  const { min, max } = shared.settings.api;
  service
    .autoScaleTaskCount({ minCapacity: min, maxCapacity: max })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  return { service, ...addBalancer(scope, network, service, shared.settings.certificateArn) };
}

function addService(
  scope: Construct,
  cluster: Cluster,
  { groups }: Network,
  shared: Shared,
  logGroup: LogGroup,
): FargateService {
  const { settings, bucket } = shared;
  const role = taskRole(scope, 'ApiRole', 'Permissions of the API');
  const { jobs, uploads } = objectKeys;
  for (const statement of objectsOf(bucket, [jobs, uploads])) role.addToPolicy(statement);
  const definition = new FargateTaskDefinition(scope, 'ApiTask', {
    cpu: 1024,
    memoryLimitMiB: 2048,
    taskRole: role,
  });
  const keys = StoredSecret.fromSecretCompleteArn(scope, 'ApiKeys', settings.apiKeysSecretArn);
  definition.addContainer('api', {
    ...hardened(scope, 'api', logGroup),
    image: useImage(definition, settings.images.api),
    environment: {
      ...sharedEnvironment(scope, shared),
      QUEUE_PREFIX: queueName,
      PUBLIC_URL: `https://${settings.domainName}`,
      TRUSTED_PROXIES: cidr,
      KEEP_ALIVE_MS: String(keepAlive.toMilliseconds()),
      BACKLOG_METRIC_NAMESPACE: metricNamespace,
    },
    secrets: { ...sharedSecrets(shared), API_KEYS: Secret.fromSecretsManager(keys) },
    portMappings: [{ containerPort: apiPort }],
    stopTimeout,
  });
  return new FargateService(scope, 'Api', {
    cluster,
    taskDefinition: definition,
    securityGroups: [groups.api],
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    healthCheckGracePeriod: Duration.seconds(60),
  });
}

function addBalancer(
  scope: Construct,
  { vpc, groups }: Network,
  service: FargateService,
  certificateArn: string,
): Pick<Api, 'balancer' | 'targets'> {
  const balancer = new ApplicationLoadBalancer(scope, 'Balancer', {
    vpc,
    internetFacing: true,
    securityGroup: groups.balancer,
    idleTimeout,
    dropInvalidHeaderFields: true,
  });
  balancer.addRedirect({ open: false });
  const listener = balancer.addListener('Https', {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
    certificates: [ListenerCertificate.fromArn(certificateArn)],
    open: false,
  });
  const targets = listener.addTargets('Api', {
    protocol: ApplicationProtocol.HTTP,
    port: apiPort,
    targets: [service],
    // Lets uploads finish before a deployment stops their process.
    deregistrationDelay: Duration.seconds(120),
    healthCheck: {
      path: '/readyz',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(10),
      healthyThresholdCount: 2,
      // Two minutes: Redis may take one to fail over, and that must not replace every process.
      unhealthyThresholdCount: 8,
    },
  });
  return { balancer, targets };
}
