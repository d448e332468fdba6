import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { startChild, untilReady } from './child.ts';
import { freePort, isServing } from './ports.ts';
import { StackError } from './stack-error.ts';

export interface S3Gateway extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
  /** Name of an empty bucket. */
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const program = 'versitygw';
const source = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
const toolchainBin = resolve(import.meta.dirname, '../../../.toolchain/bin');
const run = promisify(execFile);

/**
 * Returns the path of Versity S3 Gateway from PATH, the repository's tool chain or Go's folder for programs. If only Go
 * is installed, builds the gateway once (about a minute) into `.toolchain/bin`. Undefined without Go.
 */
export async function findS3Gateway(): Promise<string | undefined> {
  const goBin = await goBinFolder();
  const folders = [...(process.env.PATH ?? '').split(delimiter), toolchainBin, ...(goBin ?? [])];
  for (const folder of folders) {
    const path = join(folder, program);
    if (await isExecutable(path)) return path;
  }
  return goBin === undefined ? undefined : build();
}

/**
 * Returns the path of Versity S3 Gateway, for suites that cannot run without it.
 * @throws StackError if neither the gateway nor Go is installed.
 */
export async function requireS3Gateway(): Promise<string> {
  const path = await findS3Gateway();
  if (path !== undefined) return path;
  throw new StackError(
    `No S3 server to test against: neither ${program} nor Go, which builds it, is installed.`,
  );
}

/** Go's folder for programs as a list of zero or one; undefined if Go is not installed. */
async function goBinFolder(): Promise<string[] | undefined> {
  try {
    const { stdout } = await run('go', ['env', 'GOPATH']);
    return stdout.trim() === '' ? [] : [join(stdout.trim(), 'bin')];
  } catch {
    return undefined; // Go is not installed; the caller decides what follows.
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function build(): Promise<string> {
  process.stderr.write(`Building Versity S3 Gateway (${source}) with Go, only once …\n`);
  await run('go', ['install', source], { env: { ...process.env, GOBIN: toolchainBin } });
  return join(toolchainBin, program);
}

/**
 * Starts a real S3 server on 127.0.0.1 that keeps its objects in a temporary folder; it ends with this process.
 * @param path of the program, from {@link findS3Gateway}.
 * @throws when it exits at once or is not ready after a minute.
 */
export async function startS3Gateway(path: string): Promise<S3Gateway> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await createTempFolder('s3')).path;
  const bucket = 'dance-pose';
  // The gateway treats every folder of its root as a bucket.
  await mkdir(join(folder, 'objects', bucket), { recursive: true });
  await mkdir(join(folder, 'metadata'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const region = 'us-east-1';
  const credentials = { accessKeyId: randomName(), secretAccessKey: randomName() };
  // A random path, so that only this process can answer it, not another program on the port.
  const health = `/${randomName()}`;
  const child = await startChild(path, settings(folder, new URL(endpoint).host, health), {
    log: join(folder, 'gateway.log'),
    env: {
      ...process.env,
      ROOT_ACCESS_KEY: credentials.accessKeyId,
      ROOT_SECRET_KEY: credentials.secretAccessKey,
      VGW_REGION: region,
    },
  });
  started.defer(() => child.stop());
  await untilReady(program, child, () => isServing(`${endpoint}${health}`));
  const resources = started.move();
  return {
    endpoint,
    region,
    bucket,
    credentials,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Environment of a service that uses the gateway as its store; `endpoint` overrides the address, such as a proxy's. */
export const s3ServiceEnv = (
  { bucket, region, credentials, ...gateway }: S3Gateway,
  endpoint = gateway.endpoint,
): Record<string, string> => ({
  STORE: 's3',
  S3_BUCKET: bucket,
  S3_REGION: region,
  S3_ENDPOINT: endpoint,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

const randomName = (): string => randomBytes(12).toString('hex');

function settings(folder: string, address: string, health: string): string[] {
  return [
    ...['--port', address, '--health', health, '--quiet'],
    'posix',
    // Keep metadata in files: tmpfs of older kernels has no extended attributes.
    ...['--sidecar', join(folder, 'metadata')],
    join(folder, 'objects'),
  ];
}
