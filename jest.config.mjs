import { availableParallelism } from 'node:os';

// Kinds of tests, told apart by name and folder, so that `pnpm jest --selectProjects unit` is quick.
//   unit            *.test.ts               pure code, no child process, no network; suites share loaded modules
//   components      *.test.tsx              the dashboard's components in jsdom
//   infrastructure  infra/**/*.test.ts      AWS templates that the CDK makes in memory
//   assembly        *.assembly.test.ts      the AssemblyScript compiler
//   contract        *.contract.test.ts      one conformance suite against every implementation of a port
//   integration     *.integration.test.ts   real FFmpeg, real model, real Redis, one package or service
//   end-to-end      tests/**/*.e2e.test.ts  the whole stack as users meet it
// `npm test` runs these. `pnpm test:ci` runs the rest; the last part of the name says what a test needs beyond npm and
// Debian packages:
//   outside         *.clips.test.ts         real clips (DANCE_POSE_TESTDATA or ../shared/testdata)
//                   *.s3.test.ts            an S3 server, which Go builds
//                   *.long.test.ts          time, or Firefox and WebKitGTK

const typescript = (parser) => ({
  jsc: { parser, target: 'es2024', transform: { react: { runtime: 'automatic' } } },
  module: { type: 'es6' },
});

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/scripts/jest/environment.mjs',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': ['@swc/jest', typescript({ syntax: 'typescript' })] },
  // No 'import' here: jest adds it for ESM, and naming it breaks CommonJS packages (Express 5).
  testEnvironmentOptions: {
    customExportConditions: ['@dance-pose/source', 'node', 'node-addons'],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.toolchain/'],
  modulePathIgnorePatterns: ['<rootDir>/.toolchain/', '<rootDir>/.data/'],
};

const outside = ['clips', 's3', 'long'];
const special = ['assembly', 'contract', 'integration', 'e2e', ...outside].map(
  (kind) => `\\.${kind}\\.test\\.ts$`,
);

const project = (displayName, testMatch, ignored = []) => ({
  ...shared,
  displayName,
  testMatch,
  testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...ignored],
});

const roots = '<rootDir>/{packages,services,scripts,tests,infra}/**';

export default {
  projects: [
    {
      ...project('unit', [`${roots}/*.test.ts`], [...special, '<rootDir>/infra/']),
      testRunner: '<rootDir>/scripts/jest/native-runner.mjs',
    },
    {
      ...project('components', ['<rootDir>/services/dashboard/**/*.test.tsx']),
      testEnvironment: '<rootDir>/services/dashboard/src/testing/page-environment.mjs',
      moduleNameMapper: { '\\.css$': '<rootDir>/services/dashboard/src/testing/no-style.ts' },
      transform: { '^.+\\.tsx?$': ['@swc/jest', typescript({ syntax: 'typescript', tsx: true })] },
    },
    project('infrastructure', ['<rootDir>/infra/**/*.test.ts'], special),
    project('assembly', [`${roots}/*.assembly.test.ts`]),
    project('contract', [`${roots}/*.contract.test.ts`]),
    project('integration', [`${roots}/*.integration.test.ts`]),
    project('end-to-end', [`${roots}/*.e2e.test.ts`]),
    project('outside', [`${roots}/*.{${outside}}.test.ts`]),
  ],
  // Tests that must be quick say so themselves; this only ends what hangs, also on a machine under full load.
  testTimeout: 120_000,
  // A worker frees what all its suites loaded (some hundred MB) as it exits, with nothing left running. On a machine
  // under full load that takes longer than the 500 ms after which jest would kill it.
  workerGracefulExitTimeout: 30_000,
  // Many tests start FFmpeg, Redis or a model, which take processors and memory of their own; others wait for them. With
  // three workers, two processors are busy all the time.
  maxWorkers: Math.min(4, Math.max(3, Math.floor(availableParallelism() / 2))),
};
