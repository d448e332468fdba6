import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { useCircus } from './native-globals.mjs';

/**
 * @typedef {Record<"watch" | "watchAll" | "collectCoverage", boolean>} GlobalConfig the options used here
 * @typedef {(globalConfig: GlobalConfig, config: object, environment: object, runtime: object, testPath: string,
 *   sendMessageToJest: unknown) => Promise<object>} TestRunner https://jestjs.io/docs/configuration#testrunner-string
 */

const require = createRequire(import.meta.url);
/** @type {{ default: TestRunner }} */
const circus = require('jest-circus/runner');

const globals = new URL('native-globals.mjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
});

/** The module system that jest-circus expects, implemented with the one of Node.js. */
const nodeModules = {
  /** @param {string} path */
  requireInternalModule(path) {
    // The list of tests is part of this module: each suite needs a new one.
    delete require.cache[path];
    return require(path);
  },
  requireModule: require,
  unstable_shouldLoadAsEsm: () => true,
  /** @param {string} path */
  unstable_importModule: (path) => import(pathToFileURL(path).href),
  setGlobalsForRuntime: useCircus,
  enterTestCode() {},
  leaveTestCode() {},
};

/**
 * Runs a suite as jest-circus does, but in the modules of Node.js, which a worker loads once. Jest's own module
 * system loads jest-circus, `expect` and all imports again for each suite: with 130 small suites, more than half of
 * their processor time. In return the suites of a worker share global objects and the state of modules.
 *
 * A watcher needs changed modules, and coverage needs instrumented ones; both get Jest's module system.
 * @type {TestRunner}
 */
export default function runNatively(globalConfig, config, environment, runtime, ...rest) {
  const { watch, watchAll, collectCoverage } = globalConfig;
  const modules = watch || watchAll || collectCoverage ? runtime : nodeModules;
  return circus.default(globalConfig, config, environment, modules, ...rest);
}
