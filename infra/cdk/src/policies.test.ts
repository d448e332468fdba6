import { describe, expect, test } from '@jest/globals';
import { workerCapacities } from './settings.ts';
import { oneBoxTemplate, serviceTemplate } from './testing/templates.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
}

/** Actions that may apply to every resource: they cannot be restricted to one, or a condition restricts them. */
const onEverything = new Set([
  'ec2:DescribeInstances',
  'ec2:DescribeSnapshots',
  'ec2:DescribeVolumes',
  'ecr:GetAuthorizationToken',
  // CDK's policy of the ECS agent; a condition restricts the first two to our cluster.
  'ecs:Poll',
  'ecs:StartTelemetrySession',
  'ecs:DiscoverPollEndpoint',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

type Json = string | number | boolean | null | Json[] | { readonly [name: string]: Json };
type Node = { readonly [name: string]: Json };

/** Yields every nested object with its path. */
function* objectsIn(value: Json | undefined, path = ''): Generator<[string, Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* objectsIn(item, `${path}[${i}]`);
    return;
  }
  yield [path, value];
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}.${name}`);
}

const isStatement = (node: Node): boolean =>
  'Effect' in node && ('Action' in node || 'NotAction' in node);

const statementsOf = (template: Json): [string, Statement][] =>
  [...objectsIn(template)].flatMap(([path, node]) =>
    isStatement(node) ? [[path, node as unknown as Statement] as [string, Statement]] : [],
  );

function faultsOf({ Effect, Action, NotAction, Resource, NotResource, Principal }: Statement) {
  if (Effect === 'Deny') return [];
  const faults: string[] = [];
  if (NotAction !== undefined || NotResource !== undefined) faults.push('allows all but something');
  if (JSON.stringify(Principal ?? '').includes('"*"')) faults.push('allows everybody');
  const everywhere = list(Resource).some((resource) => JSON.stringify(resource) === '"*"');
  for (const action of list(Action)) {
    if (action === '*' || action.endsWith(':*')) faults.push(`allows ${action}`);
    if (everywhere && !onEverything.has(action)) faults.push(`allows ${action} on everything`);
  }
  return faults;
}

const isReference = (value: Json | undefined): boolean =>
  JSON.stringify(value ?? '').includes('{{resolve:secretsmanager:');

const secretName = /secret|password|passwd|token|api_?key|private_?key|redis_url/i;
/** Names that look secret but are not: references to a secret, its generation, and flags. */
const harmless = new Set(['SecretArn', 'GenerateSecretString', 'SecretsManager', 'HttpTokens']);

/** Properties and variables whose names are secret and whose values are literal. */
function plainSecretsOf(template: Json): string[] {
  return [...objectsIn(template)].flatMap(([path, node]) => {
    const named = Object.entries(node).filter(
      ([name, value]) => secretName.test(name) && !harmless.has(name) && isPlain(value),
    );
    const variable = typeof node.Name === 'string' && secretName.test(node.Name);
    const value = variable && isPlain(node.Value) ? [`${path}.${String(node.Name)}`] : [];
    return [...named.map(([name]) => `${path}.${name}`), ...value];
  });
}

/** True if the value contains literal text, not only references. */
const isPlain = (value: Json | undefined): boolean =>
  (typeof value === 'string' || JSON.stringify(value ?? null).includes('Fn::')) &&
  !isReference(value);

const everyTemplate = [
  { name: 'the one box', template: oneBoxTemplate() },
  ...workerCapacities.map((on) => ({
    name: `the service with workers on ${on}`,
    template: serviceTemplate({ workers: { on, min: on === 'fargate-spot' ? 0 : 1 } }),
  })),
].map(({ name, template }) => ({
  name,
  json: template.toJSON() as { readonly Resources: { readonly [id: string]: Node } },
}));

describe.each(everyTemplate)('$name', ({ json }) => {
  const resources = Object.entries(json.Resources);
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);

  test('grants nobody all actions, and none on all resources that can be restricted', () => {
    const statements = statementsOf(json as unknown as Json);
    expect(statements.length).toBeGreaterThan(4);
    const faults = statements.flatMap(([path, statement]) =>
      faultsOf(statement).map((fault) => `${path} ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  test('uses no AWS managed policy but that of Systems Manager', () => {
    const managed = ofType('AWS::IAM::Role').flatMap(([, role]) =>
      list((role.Properties as Node).ManagedPolicyArns as Json),
    );
    const names = managed.map((arn) => /policy\/[\w-]+/.exec(JSON.stringify(arn))?.[0]);
    expect(names.filter((name) => name !== 'policy/AmazonSSMManagedInstanceCore')).toEqual([]);
  });

  test('has no public bucket, and none that accepts connections without TLS', () => {
    for (const [id, bucket] of ofType('AWS::S3::Bucket')) {
      const { PublicAccessBlockConfiguration, AccessControl } = bucket.Properties as Node;
      expect(PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(AccessControl).toBeUndefined();
      const policies = ofType('AWS::S3::BucketPolicy').map(([, { Properties }]) => Properties);
      const own = policies.filter((policy) => JSON.stringify(policy).includes(id));
      expect(JSON.stringify(own)).toContain('"aws:SecureTransport":"false"');
    }
  });

  test('contains no literal secret', () => {
    expect(plainSecretsOf(json as unknown as Json)).toEqual([]);
  });

  test('opens only HTTP and HTTPS to the internet, and no machine to SSH', () => {
    const open = [...objectsIn(json as unknown as Json)]
      .filter(([path, { CidrIp, CidrIpv6 }]) => {
        const world = CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0';
        return world && /Ingress/.test(path);
      })
      .map(([, { FromPort, ToPort }]) => `${FromPort}-${ToPort}`);
    expect(open.filter((ports) => !['443-443', '80-80'].includes(ports))).toEqual([]);
  });

  test('encrypts every disk', () => {
    const disks = [...objectsIn(json as unknown as Json)].filter(([path]) => /\.Ebs$/.test(path));
    for (const [path, disk] of disks) expect([path, disk.Encrypted]).toEqual([path, true]);
    for (const [, volume] of ofType('AWS::EC2::Volume'))
      expect(volume.Properties).toMatchObject({ Encrypted: true });
  });
});

describe('the checks themselves find', () => {
  const allow = (more: object): Statement => ({ Effect: 'Allow', Action: 's3:GetObject', ...more });
  test.each<[string, Statement]>([
    ['a wildcard', allow({ Action: ['s3:GetObject', 's3:*'], Resource: 'arn:aws:s3:::x/*' })],
    ['everything on everything', allow({ Action: '*', Resource: '*' })],
    ['an action on everything', allow({ Resource: ['*'] })],
    ['everybody', allow({ Resource: 'arn:aws:s3:::x', Principal: { AWS: '*' } })],
    ['all but something', allow({ Action: undefined, NotAction: 'iam:*', Resource: 'arn:x' })],
  ])('%s', (_what, statement) => {
    expect(faultsOf(statement)).not.toEqual([]);
  });

  test.each<[string, Json]>([
    ['a password', { AuthToken: 'hunter2hunter2hunter2' }],
    ['a variable of a container', { Environment: [{ Name: 'REDIS_PASSWORD', Value: 'hunter2' }] }],
    ['a secret whose text is in the template', { SecretString: { 'Fn::Join': ['', ['a', 'b']] } }],
  ])('%s', (_what, template) => {
    expect(plainSecretsOf(template)).not.toEqual([]);
  });

  test('a statement at any depth', () => {
    const policy = { Statement: [allow({ Resource: '*' })] } as unknown as Json;
    const role = { Resources: { R: { Properties: { Policies: [{ PolicyDocument: policy }] } } } };
    expect(statementsOf(role)).toHaveLength(1);
  });
});
