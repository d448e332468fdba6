import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  CfnParameterGroup,
  CfnReplicationGroup,
  CfnSubnetGroup,
} from 'aws-cdk-lib/aws-elasticache';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Fn, SecretValue } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';
import { type Network, redisPort } from './network.ts';

export interface Redis {
  readonly group: CfnReplicationGroup;
  /** Ids of the nodes, as in the dimension CacheClusterId of their metrics. */
  readonly nodeIds: readonly string[];
  /** REDIS_URL, including the password. */
  readonly url: ISecret;
}

/**
 * Valkey for the queue, encrypted in transit and at rest, with a generated password. When it is full, it must refuse
 * writes instead of evicting keys (`noeviction`).
 */
export function addRedis(
  scope: Construct,
  { vpc, groups }: Network,
  { nodeType, replicas }: ServiceSettings['redis'],
): Redis {
  const password = new Secret(scope, 'RedisPassword', {
    description: 'Password of the queue',
    generateSecretString: { excludePunctuation: true, passwordLength: 64 },
  });
  const parameters = new CfnParameterGroup(scope, 'RedisParameters', {
    cacheParameterGroupFamily: 'valkey8',
    description: 'The queue must not evict keys',
    properties: { 'maxmemory-policy': 'noeviction' },
  });
  const subnets = new CfnSubnetGroup(scope, 'RedisSubnets', {
    description: 'Isolated subnets',
    subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
  });
  const group = new CfnReplicationGroup(scope, 'Redis', {
    replicationGroupDescription: 'Queue of the dance pose analyser',
    engine: 'valkey',
    engineVersion: '8.0',
    cacheNodeType: nodeType,
    numCacheClusters: replicas + 1,
    automaticFailoverEnabled: replicas > 0,
    multiAzEnabled: replicas > 0,
    cacheParameterGroupName: parameters.ref,
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [groups.redis.securityGroupId],
    port: redisPort,
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    atRestEncryptionEnabled: true,
    authToken: reference(password.secretValue),
    snapshotRetentionLimit: 7,
    autoMinorVersionUpgrade: true,
  });
  const host = group.attrPrimaryEndPointAddress;
  const url = new Secret(scope, 'RedisUrl', {
    description: 'REDIS_URL of API and workers',
    secretStringValue: SecretValue.unsafePlainText(
      Fn.join('', ['rediss://:', reference(password.secretValue), `@${host}:${redisPort}`]),
    ),
  });
  const nodeIds = Array.from({ length: replicas + 1 }, (_, i) => `${group.ref}-00${i + 1}`);
  return { group, nodeIds, url };
}

/** Returns CloudFormation's reference to the secret, which is resolved at deployment, not the secret itself. */
const reference = (value: SecretValue): string => value.unsafeUnwrap();
