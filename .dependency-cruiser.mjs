// The rules of the house (ARCHITECTURE.md), one rule a sentence. `pnpm check:boundaries` runs them.
const pure = '^packages/(contracts|movement|overlay|exports|report-page)/';
export const tests = '\\.test\\.tsx?$|conformance\\.ts$|/testing/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules never depend on each other in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-packages-stay-pure',
      comment:
        'PURE packages import only each other and zod: no Node built-ins, no other packages.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { pathNot: [pure, '^node_modules/(\\.pnpm/)?zod[@/]', '/node_modules/zod/'] },
    },
    {
      name: 'packages-never-import-services',
      comment: 'EDGE packages never import a service.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|scripts|tests)/' },
    },
    {
      name: 'services-never-import-each-other',
      comment: 'Services meet in the queue and the store, never in code.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'only-main-joins-adapters',
      comment: 'Only main.ts, the composition root, names the adapters of a service.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: ['/main\\.ts$', tests] },
      to: {
        path: '^packages/(storage|queue|pose)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'through-the-front-door',
      comment:
        "A package is used through its index.ts; nobody reaches into another package's files.",
      severity: 'error',
      from: { path: '^(packages|services|scripts|tests)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/(src|dist)/',
        pathNot: [
          '^packages/[^/]+/(src|dist)/index\\.(ts|d\\.ts|js)$',
          // Pages use its index.ts as well, where Node's own modules must not be.
          '^packages/client/(src|dist)/node\\.(ts|d\\.ts|js)$',
          '^packages/$2/',
        ],
      },
    },
    {
      name: 'tests-are-not-production-code',
      comment: 'Production code does not import tests, conformance suites or the local stack.',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: [tests, '^packages/local-stack/'] },
      to: { path: [tests, '^packages/local-stack/'] },
    },
    {
      name: 'dependencies-are-declared',
      comment: 'Whatever is imported stands in the package.json next to it.',
      severity: 'error',
      from: { pathNot: tests },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'],
        pathNot: '^(packages|services)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|services)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@dance-pose/source', 'import', 'require', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
