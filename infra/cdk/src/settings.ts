import { readFileSync } from 'node:fs';
import { fieldErrors } from '@dance-pose/contracts';
import { z } from 'zod';

const count = z.int().positive();
const domain = z.hostname().refine((name) => name.includes('.'), 'must be a name with a dot');
const arn = (service: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[\\w-]*:${service}:[\\w-]+:\\d{12}:.+$`),
      `must be an ARN of ${service}`,
    );
const image = z
  .string()
  .regex(
    /^[\w.-]+(:\d+)?(\/[\w.-]+)+(:[\w.-]+|@sha256:[\da-f]{64})$/,
    'must be an image with its tag or digest',
  );
const range = (min: number, max: number) => ({
  min: z.int().nonnegative().default(min),
  max: count.default(max),
});

/** Where workers run, from cheap to simple. Spot may interrupt a worker; its job then continues on another one. */
export const workerCapacities = ['ec2-spot', 'ec2', 'fargate-spot', 'fargate'] as const;

const serviceSchema = z.strictObject({
  /** Host name of the service; its DNS record is created by hand. */
  domainName: domain,
  /** ACM certificate for that name, in the region of the stack. */
  certificateArn: arn('acm'),
  /** Secret whose text is API_KEYS: names and SHA-256 hashes, as `dance-pose keys new` prints them. */
  apiKeysSecretArn: arn('secretsmanager'),
  images: z.strictObject({ api: image, worker: image }),
  /** Receives alarms and budget notices. */
  alarmEmail: z.email(),
  /** For the whole account: warns at 80 %, at 100 %, and when the forecast exceeds it. */
  monthlyBudgetUsd: z.number().positive(),
  api: z.strictObject(range(2, 6)).prefault({}),
  workers: z
    .strictObject({
      on: z.enum(workerCapacities).default('ec2-spot'),
      ...range(1, 10),
      /** Target of the scaling, in queued and active jobs per worker: 1 + acceptable wait / duration of a job. */
      backlogPerWorker: z.number().min(1).default(1.5),
    })
    .prefault({}),
  redis: z
    .strictObject({
      nodeType: z.string().startsWith('cache.').default('cache.t4g.small'),
      /** Replicas in other zones, one of which takes over within a minute. */
      replicas: z.int().nonnegative().max(5).default(1),
    })
    .prefault({}),
  /** Further variables of docs/operations.md, for the API and the workers. */
  environment: z.record(z.string().regex(/^[A-Z][A-Z\d_]*$/), z.string()).default({}),
  logRetentionDays: z.literal([7, 14, 30, 60, 90, 180, 365]).default(30),
});

const oneBoxSchema = z.strictObject({
  domainName: domain,
  /** Host name of the store: uploads of users must not be served on the origin of our pages. */
  filesDomainName: domain.optional(),
  /** AMI of Debian 13, amd64, in the region of the stack. Another AMI replaces the machine: docs/deploy-ec2.md. */
  imageId: z.string().regex(/^ami-[\da-f]{8,17}$/),
  instanceType: z.string().default('m7i.xlarge'),
  /** Each needs two processors, and memory as in docs/operations.md. */
  workers: count.default(2),
  dataGiB: count.default(200),
  /** Source archive of a release; the images are built on the machine. */
  release: z.strictObject({ url: z.url({ protocol: /^https$/ }), sha256: z.hex().length(64) }),
  snapshotsKept: count.max(365).default(14),
});

const settingsSchema = z
  .strictObject({ service: serviceSchema.optional(), oneBox: oneBoxSchema.optional() })
  .refine(({ service, oneBox }) => service ?? oneBox, 'must have "service", "oneBox", or both');

export type Settings = z.output<typeof settingsSchema>;
export type ServiceSettings = z.output<typeof serviceSchema>;
export type OneBoxSettings = z.output<typeof oneBoxSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** @throws an error that names each invalid field. */
export function parseSettings(given: unknown): Settings {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = fieldErrors(parsed.error).map(({ path, message }) => `  ${path}: ${message}`);
  throw new Error(`The settings are not valid:\n${lines.join('\n')}`);
}

/** @throws if there is no such file, or its contents are not valid. */
export const readSettings = (file: string): Settings =>
  parseSettings(JSON.parse(readFileSync(file, 'utf8')));
