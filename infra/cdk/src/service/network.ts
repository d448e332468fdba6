import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

export const cidr = '10.20.0.0/16';
export const redisPort = 6379;
export const apiPort = 8000;

export type Network = ReturnType<typeof addNetwork>;

/**
 * The load balancer is in public subnets; API and workers are in private ones with outbound access only; Redis is in
 * isolated ones. Traffic of clips to S3 bypasses the NAT gateway, which charges by volume.
 */
export function addNetwork(scope: Construct) {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: IpAddresses.cidr(cidr),
    maxAzs: 2,
    // Only images, logs and AWS calls use it. One is enough: if its zone fails, S3 and Redis stay reachable.
    natGateways: 1,
    subnetConfiguration: [
      { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: 'redis', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
    ],
    gatewayEndpoints: { s3: { service: GatewayVpcEndpointAwsService.S3 } },
  });
  const group = (id: string, description: string) =>
    new SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
  const balancer = group('BalancerGroup', 'Load balancer: HTTPS from everywhere, to the API only');
  const api = group('ApiGroup', 'API: from the load balancer');
  const worker = group('WorkerGroup', 'Workers: no inbound traffic');
  const redis = group('RedisGroup', 'Redis: from API and workers');
  balancer.addIngressRule(Peer.anyIpv4(), Port.tcp(443));
  balancer.addIngressRule(Peer.anyIpv4(), Port.tcp(80), 'Redirected to HTTPS');
  balancer.addEgressRule(api, Port.tcp(apiPort));
  api.addIngressRule(balancer, Port.tcp(apiPort));
  for (const each of [api, worker]) {
    // S3 and other AWS services, and the registry of the images.
    each.addEgressRule(Peer.anyIpv4(), Port.tcp(443));
    each.addEgressRule(redis, Port.tcp(redisPort));
    redis.addIngressRule(each, Port.tcp(redisPort));
  }
  return { vpc, groups: { balancer, api, worker, redis } };
}
