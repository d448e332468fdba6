import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-dlm';
import {
  BlockDeviceVolume,
  CfnEIP,
  CfnEIPAssociation,
  CfnVolumeAttachment,
  EbsDeviceVolumeType,
  Instance,
  InstanceType,
  IpAddresses,
  OperatingSystemType,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
  Volume,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnOutput, RemovalPolicy, Size, Stack, Tags, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { OneBoxSettings } from '../settings.ts';
import { userData } from './user-data.ts';

/** The whole service on one machine, as in docker-compose.yml; persistent data is on a separate volume. */
export class OneBoxStack extends Stack {
  constructor(scope: Construct, id: string, settings: OneBoxSettings) {
    super(scope, id, {
      description: 'Dance Pose Analyser on one machine',
      terminationProtection: true,
    });
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.21.0.0/24'),
      maxAzs: 1,
      natGateways: 0,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC }],
    });
    const data = addDataVolume(this, vpc, settings);
    const instance = addInstance(this, vpc, settings, data);
    new CfnVolumeAttachment(this, 'DataAttachment', {
      device: '/dev/sdf',
      instanceId: instance.instanceId,
      volumeId: data.volumeId,
    });
    addSnapshots(this, data, settings);
    const address = new CfnEIP(this, 'Address', { domain: 'vpc' });
    new CfnEIPAssociation(this, 'AddressOfInstance', {
      allocationId: address.attrAllocationId,
      instanceId: instance.instanceId,
    });
    const addOutput = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    addOutput('PublicAddress', address.ref, 'For the A records of both names');
    addOutput('InstanceId', instance.instanceId, 'For `aws ssm start-session --target`');
    addOutput('DataVolumeId', data.volumeId, 'Volume with all persistent data');
  }
}

function addDataVolume(scope: Construct, vpc: Vpc, { dataGiB }: OneBoxSettings): Volume {
  return new Volume(scope, 'Data', {
    availabilityZone: vpc.publicSubnets[0]?.availabilityZone ?? '',
    size: Size.gibibytes(dataGiB),
    volumeType: EbsDeviceVolumeType.GP3,
    encrypted: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

const osType = OperatingSystemType.LINUX;

function addInstance(
  scope: Stack,
  vpc: Vpc,
  { domainName, filesDomainName, imageId, instanceType, workers, release }: OneBoxSettings,
  data: Volume,
): Instance {
  const securityGroup = new SecurityGroup(scope, 'MachineGroup', {
    vpc,
    description:
      'HTTPS, and HTTP for certificates and redirects; operators come through Systems Manager',
  });
  securityGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(443));
  securityGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(80));
  const role = new Role(scope, 'MachineRole', {
    description: 'Access by Systems Manager only',
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
  });
  const atFirstStart = userData({
    DOMAIN: domainName,
    FILES_DOMAIN: filesDomainName ?? `files.${domainName}`,
    RELEASE_URL: release.url,
    RELEASE_SHA256: release.sha256,
    WORKERS: String(workers),
    AWS_REGION: scope.region,
    DATA_VOLUME: data.volumeId,
  });
  const instance = new Instance(scope, 'Machine', {
    vpc,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    securityGroup,
    role,
    instanceType: new InstanceType(instanceType),
    // A pinned image: with the latest one, CloudFormation would replace the machine after every new release of it.
    machineImage: { getImage: () => ({ imageId, osType, userData: UserData.forLinux() }) },
    userData: UserData.custom(atFirstStart),
    // Another release is installed on the existing machine.
    userDataCausesReplacement: false,
    requireImdsv2: true,
    detailedMonitoring: false,
    blockDevices: [
      {
        deviceName: '/dev/xvda',
        volume: BlockDeviceVolume.ebs(30, {
          encrypted: true,
          volumeType: EbsDeviceVolumeType.GP3,
        }),
      },
    ],
  });
  Validations.of(instance).acknowledge({
    id: 'CloudFormation-Validate::W9010',
    reason: 'The image is a setting',
  });
  return instance;
}

/** Takes a snapshot of the data volume every night. */
function addSnapshots(scope: Stack, data: Volume, { snapshotsKept }: OneBoxSettings): void {
  const tag = { key: 'dance-pose-backup', value: scope.stackName };
  Tags.of(data).add(tag.key, tag.value);
  const role = new Role(scope, 'SnapshotRole', {
    description: 'To make snapshots of the data volume and delete old ones',
    assumedBy: new ServicePrincipal('dlm.amazonaws.com'),
  });
  const { partition, region, account } = scope;
  const volume = `arn:${partition}:ec2:${region}:${account}:volume/${data.volumeId}`;
  const snapshots = `arn:${partition}:ec2:${region}::snapshot/*`;
  role.addToPolicy(
    new PolicyStatement({ actions: ['ec2:CreateSnapshot'], resources: [volume, snapshots] }),
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ec2:CreateTags', 'ec2:DeleteSnapshot'],
      resources: [snapshots],
    }),
  );
  // Describe actions cannot be restricted to a resource.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ec2:DescribeInstances', 'ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
      resources: ['*'],
    }),
  );
  new CfnLifecyclePolicy(scope, 'Snapshots', {
    description: 'Nightly snapshots of the data of Dance Pose Analyser',
    state: 'ENABLED',
    executionRoleArn: role.roleArn,
    policyDetails: {
      resourceTypes: ['VOLUME'],
      targetTags: [tag],
      schedules: [
        {
          name: 'every night',
          createRule: { interval: 24, intervalUnit: 'HOURS', times: ['03:00'] },
          retainRule: { count: snapshotsKept },
          copyTags: true,
        },
      ],
    },
  });
}
