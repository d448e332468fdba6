import { jestExpect } from '@jest/expect';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

// The exports of `@jest/globals` for suites that run in the modules of Node.js (native-runner.mjs).

/** @typedef {'afterAll' | 'afterEach' | 'beforeAll' | 'beforeEach' | 'describe' | 'it' | 'test'} Name */
/** @typedef {((...args: unknown[]) => unknown) & Record<PropertyKey, unknown>} Global such as `test`, with `test.each` */
/** @typedef {Record<Name, Global>} Circus */

/** @type {Circus} */
let circus;

/** @param {Circus} ofSuite the functions of the suite that starts now. */
export function useCircus(ofSuite) {
  circus = ofSuite;
}

/**
 * Modules are loaded once for many suites, so each call goes to the suite that runs.
 * @param {Name} name
 */
const current = (name) =>
  new Proxy(() => {}, {
    apply: (_target, _self, args) => circus[name](...args),
    get: (_target, key) => circus[name][key],
  });

export const afterAll = current('afterAll');
export const afterEach = current('afterEach');
export const beforeAll = current('beforeAll');
export const beforeEach = current('beforeEach');
export const describe = current('describe');
export const it = current('it');
export const test = current('test');
export const expect = jestExpect;

const mocker = new ModuleMocker(globalThis);
/** @typedef {ConstructorParameters<typeof ModernFakeTimers>[0]} ClockOptions */
const clockOptions = { config: { fakeTimers: {} }, global: globalThis };
const clock = new ModernFakeTimers(
  /** @type {ClockOptions} */ (/** @type {unknown} */ (clockOptions)),
);

/** Clocks and mock functions; nothing replaces modules. */
export const jest = Object.assign(clock, {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
});
