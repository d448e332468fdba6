import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';
import { addAlarms } from './alarms.ts';
import { addApi } from './api.ts';
import { addBucket } from './bucket.ts';
import { addBudget } from './budget.ts';
import { addNetwork } from './network.ts';
import { addRedis } from './redis.ts';
import { addLogGroup } from './tasks.ts';
import { addWorkers } from './workers.ts';

/** The service on ECS; docs/aws.md has a diagram. It needs no look-ups, so it can be synthesized without an account. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, settings: ServiceSettings) {
    super(scope, id, {
      description: 'Dance Pose Analyser: API behind a load balancer, workers that follow the queue',
      terminationProtection: true,
    });
    const network = addNetwork(this);
    const bucket = addBucket(this, settings);
    const redis = addRedis(this, network, settings.redis);
    const cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      enableFargateCapacityProviders: true,
    });
    const shared = { bucket, redis, settings };
    const workerLogs = addLogGroup(this, 'WorkerLogs', settings);
    const api = addApi(this, cluster, network, shared, addLogGroup(this, 'ApiLogs', settings));
    const workers = addWorkers(this, cluster, network, shared, workerLogs);
    addAlarms(this, { api, redis, workerLogs, email: settings.alarmEmail });
    addBudget(this, settings);
    this.addOutput(
      'BalancerName',
      api.balancer.loadBalancerDnsName,
      'CNAME or alias of the domain',
    );
    this.addOutput('BucketName', bucket.bucketName, 'Bucket of inputs and artifacts');
    this.addOutput('ClusterName', cluster.clusterName, 'For `aws ecs` commands');
    this.addOutput('WorkerServiceName', workers.serviceName, 'For `aws ecs` commands');
  }

  private addOutput(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
