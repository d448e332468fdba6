import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { readSettings as readApiSettings } from '../../../../services/api/src/env.ts';
import { readSettings as readWorkerSettings } from '../../../../services/worker/src/env.ts';
import { serviceTemplate } from '../testing/templates.ts';

const template = serviceTemplate();
const dayS = 24 * 3600;

interface Container {
  readonly Name: string;
  readonly StopTimeout: number;
  readonly Environment: { readonly Name: string; readonly Value: unknown }[];
  readonly Secrets: { readonly Name: string }[];
}

/** The container of the task; each task has one. */
function container(name: 'api' | 'worker', of = template): Container {
  const tasks = of.findResources('AWS::ECS::TaskDefinition');
  const containers = Object.values(tasks).flatMap((task) => task.Properties.ContainerDefinitions);
  const found = containers.find(({ Name }: Container) => Name === name);
  if (found === undefined) throw new Error(`There is no container ${name}`);
  return found;
}

/** Environment of the process, with placeholders for values that only AWS knows. */
function environmentOf({ Environment, Secrets }: Container): Record<string, string> {
  const unknown = (value: unknown) => (typeof value === 'string' ? value : 'eu-west-1');
  const secrets: Record<string, string> = {
    REDIS_URL: 'rediss://:password@redis.example.org:6379',
    API_KEYS: `studio:${'ab'.repeat(32)}`,
  };
  return Object.fromEntries([
    ...Environment.map(({ Name, Value }) => [Name, unknown(Value)]),
    ...Secrets.map(({ Name }) => [Name, secrets[Name]]),
    // Set by the images.
    ['HOST', '0.0.0.0'],
    ['TEMP_DIR', '/work'],
  ]);
}

describe('settings of the containers', () => {
  test('are accepted by the API', () => {
    const settings = readApiSettings(environmentOf(container('api')));
    expect(settings).toMatchObject({
      store: { kind: 's3' },
      backlogNamespace: 'DancePose',
      redis: { prefix: 'dance-pose', redisUrl: expect.stringMatching(/^rediss:/) },
      app: { publicUrl: 'https://pose.example.org', trustedProxies: ['10.20.0.0/16'] },
    });
    expect(settings.app.apiKeys).toHaveLength(1);
  });

  test('are accepted by a worker', () => {
    expect(readWorkerSettings(environmentOf(container('worker')))).toMatchObject({
      store: { kind: 's3' },
      redis: { prefix: 'dance-pose' },
      consumer: { concurrency: 1 },
      limits: { maxMemoryBytes: 5 * 1024 ** 3 },
    });
    expect(environmentOf(container('worker'))).toMatchObject({ ENGINE_THREADS: '2' });
  });

  test('let both stop before ECS kills them', () => {
    // Time beyond the grace period: `stopLimitMs` of the queue, twice, and half of it to exit.
    const api = readApiSettings(environmentOf(container('api')));
    expect(api.graceMs / 1000 + 5).toBeLessThanOrEqual(container('api').StopTimeout);
    const worker = readWorkerSettings(environmentOf(container('worker')));
    expect(worker.graceMs / 1000 + 25).toBeLessThanOrEqual(container('worker').StopTimeout);
    expect(container('worker').StopTimeout).toBeLessThanOrEqual(120);
  });

  test('Node keeps idle connections longer than the load balancer, and that one longer than any silent request', () => {
    const { keepAliveMs, app } = readApiSettings(environmentOf(container('api')));
    const [balancer] = Object.values(
      template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    );
    const attributes: { Key: string; Value: string }[] =
      balancer?.Properties.LoadBalancerAttributes;
    const idle = attributes.find(({ Key }) => Key === 'idle_timeout.timeout_seconds');
    expect(keepAliveMs).toBeGreaterThan(Number(idle?.Value) * 1000);
    expect(Number(idle?.Value) * 1000).toBeGreaterThan(app.uploadWaitMs);
  });

  test('additional variables reach both', () => {
    const changed = serviceTemplate({ environment: { LOG_LEVEL: 'debug' } });
    for (const name of ['api', 'worker'] as const)
      expect(environmentOf(container(name, changed))).toMatchObject({ LOG_LEVEL: 'debug' });
  });
});

describe('the bucket', () => {
  const rules = (of = template) =>
    Object.values(of.findResources('AWS::S3::Bucket'))[0]?.Properties.LifecycleConfiguration.Rules;

  test('removes objects later than the janitor, and aborts unfinished uploads', () => {
    expect(rules()).toEqual([
      {
        Id: 'dance-pose-jobs',
        Prefix: 'jobs/',
        Status: 'Enabled',
        ExpirationInDays: 64,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      {
        Id: 'dance-pose-uploads',
        Prefix: 'uploads/',
        Status: 'Enabled',
        ExpirationInDays: 11,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  test("follows the service's times to live, also for unlimited ones", () => {
    const environment = { RESULT_TTL_S: '0', UPLOAD_TTL_S: String(2 * dayS) };
    const [jobs, uploads] = rules(serviceTemplate({ environment }));
    expect(jobs).not.toHaveProperty('ExpirationInDays');
    expect(uploads).toMatchObject({ ExpirationInDays: 6 });
  });

  test('accepts uploads from pages of the domain, is encrypted, and outlives the stack', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        CorsConfiguration: {
          CorsRules: [Match.objectLike({ AllowedOrigins: ['https://pose.example.org'] })],
        },
      },
    });
  });
});

describe('Redis', () => {
  test('is encrypted, has a password, and never evicts keys', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
      AutomaticFailoverEnabled: true,
      AuthToken: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('secretsmanager')])] },
    });
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      Properties: { 'maxmemory-policy': 'noeviction' },
    });
  });

  test('is reached only by the API and the workers', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
    const toRedis = rules.filter(({ Properties }) => Properties.FromPort === 6379);
    const sources = toRedis.map(
      ({ Properties }) => Properties.SourceSecurityGroupId['Fn::GetAtt'][0],
    );
    expect(sources.map((id: string) => id.replace(/Group.*/, '')).sort()).toEqual([
      'Api',
      'Worker',
    ]);
  });
});

describe('the load balancer', () => {
  test('checks the readiness of the API, and redirects HTTP to HTTPS', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/readyz',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      DefaultActions: [
        {
          Type: 'redirect',
          RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
        },
      ],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      Certificates: [{ CertificateArn: Match.stringLikeRegexp('^arn:aws:acm:') }],
    });
  });
});

describe('workers', () => {
  const mayProtect = Match.objectLike({
    Action: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
  });

  test.each(['ec2-spot', 'ec2', 'fargate-spot', 'fargate'] as const)(
    'on %s follow the backlog per worker, and may protect themselves',
    (on) => {
      const made = serviceTemplate({ workers: { on, max: 7, backlogPerWorker: 2 } });
      made.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 2,
          CustomizedMetricSpecification: {
            Namespace: 'DancePose',
            MetricName: 'BacklogPerWorker',
            Dimensions: [{ Name: 'Queue', Value: 'dance-pose' }],
            Statistic: 'Maximum',
          },
        },
      });
      made.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MaxCapacity: 7 });
      made.hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: { Statement: Match.arrayWith([mayProtect]) },
      });
      const groups = made.findResources('AWS::AutoScaling::AutoScalingGroup');
      expect(Object.keys(groups)).toHaveLength(on.startsWith('ec2') ? 1 : 0);
    },
  );

  test('on EC2 Spot use several instance types, and instances end only when they are empty', () => {
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      NewInstancesProtectedFromScaleIn: true,
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0 },
        LaunchTemplate: { Overrides: Match.arrayWith([{ InstanceType: 'm6a.large' }]) },
      },
    });
    template.hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: {
        ManagedScaling: { Status: 'ENABLED' },
        ManagedTerminationProtection: 'ENABLED',
      },
    });
    const launched = JSON.stringify(template.findResources('AWS::EC2::LaunchTemplate'));
    expect(launched).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
    expect(launched).toContain('ECS_AWSVPC_BLOCK_IMDS=true');
    expect(launched).toContain('"HttpTokens":"required"');
  });

  test('are created after the capacity of the cluster', () => {
    const [associations] = Object.keys(
      template.findResources('AWS::ECS::ClusterCapacityProviderAssociations'),
    );
    const services = Object.values(template.findResources('AWS::ECS::Service'));
    const workers = services.find(({ Properties }) => Properties.CapacityProviderStrategy);
    expect(workers?.DependsOn).toContain(associations);
  });

  test('scaled to zero, the first one starts as soon as there is a job', () => {
    const steps = (of: typeof template) =>
      of.findResources('AWS::ApplicationAutoScaling::ScalingPolicy', {
        Properties: { PolicyType: 'StepScaling' },
      });
    expect(steps(template)).toEqual({});
    expect(Object.keys(steps(serviceTemplate({ workers: { min: 0 } })))).not.toEqual([]);
  });

  test('write only to their work folder', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Name: 'worker',
          ReadonlyRootFilesystem: true,
          LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
          MountPoints: [{ ContainerPath: '/work', ReadOnly: false, SourceVolume: 'work' }],
        }),
      ],
    });
  });
});

describe('operators', () => {
  test('are notified of every alarm, and of the budget', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties,
    );
    const told = alarms.filter(({ AlarmActions }) => AlarmActions?.length === 1);
    expect(told.map(({ AlarmDescription }) => AlarmDescription.split(':')[0]).sort()).toEqual([
      'ApiSilent',
      'BacklogOld',
      'NoHealthyApi',
      'NoWorkers',
      'OurFailures',
      'RedisMemory1',
      'RedisMemory2',
      'ServerErrors',
    ]);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@example.org',
    });
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 300, Unit: 'USD' } },
    });
  });

  test('find the logs of a month', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});
