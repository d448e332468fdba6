import { availableParallelism } from 'node:os';

// Four kinds of tests, told apart by the file's name, so that `pnpm jest --selectProjects unit` is quick.
//   unit         *.test.ts               pure code, no child process, no network
//   contract     *.contract.test.ts      one conformance suite against every implementation of a port
//   integration  *.integration.test.ts   real FFmpeg, real model, real Redis, one package or service
//   end-to-end   tests/**/*.e2e.test.ts  the whole stack as users meet it
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // No 'import' here: jest adds it for ESM, and naming it breaks CommonJS packages (Express 5).
  testEnvironmentOptions: {
    customExportConditions: ['@dance-pose/source', 'node', 'node-addons'],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.toolchain/'],
  modulePathIgnorePatterns: ['<rootDir>/.toolchain/', '<rootDir>/.data/'],
};

const special = ['contract', 'integration', 'e2e'];

const project = (displayName, testMatch, ignored = []) => ({
  ...shared,
  displayName,
  testMatch,
  testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...ignored],
});

const roots = '<rootDir>/{packages,services,scripts,tests,infra}/**';

export default {
  projects: [
    project(
      'unit',
      [`${roots}/*.test.ts`],
      special.map((kind) => `\\.${kind}\\.test\\.ts$`),
    ),
    project('contract', [`${roots}/*.contract.test.ts`]),
    project('integration', [`${roots}/*.integration.test.ts`]),
    project('end-to-end', [`${roots}/*.e2e.test.ts`]),
  ],
  // Tests that must be quick say so themselves; this only ends what hangs, also on a machine under full load.
  testTimeout: 120_000,
  // Many tests start FFmpeg, Redis or a model, which take processors and memory of their own.
  maxWorkers: Math.min(4, Math.max(2, Math.floor(availableParallelism() / 2))),
};
