/** `skipped`: nothing can be said, because of what another check has found. */
type Status = 'ok' | 'warn' | 'fail' | 'skipped';

/** What a check has found, and where that is not well, what to do about it. */
export interface Finding {
  readonly status: Status;
  readonly found: string;
  readonly remedy?: string;
}

export interface Check {
  /** One word, the same for ever: programs go by it. */
  readonly name: string;
  readonly limitMs: number;
  /** May throw: that is a failure as well. Is done with when the signal fires. */
  run(signal: AbortSignal): Promise<Finding> | Finding;
}

export interface CheckResult extends Finding {
  readonly name: string;
  readonly tookMs: number;
}

export const ok = (found: string): Finding => ({ status: 'ok', found });
export const warn = (found: string, remedy: string): Finding => ({ status: 'warn', found, remedy });
export const fail = (found: string, remedy: string): Finding => ({ status: 'fail', found, remedy });
export const skipped = (found: string): Finding => ({ status: 'skipped', found });

/** What is worse counts; of equals all that was found is told. */
export function together(findings: readonly Finding[]): Finding {
  const order: readonly Status[] = ['fail', 'warn', 'skipped', 'ok'];
  const status = order.find((each) => findings.some((one) => one.status === each)) ?? 'ok';
  const worst = findings.filter((one) => one.status === status);
  const remedies = worst.flatMap(({ remedy }) => remedy ?? []);
  return {
    status,
    found: worst.map(({ found }) => found).join('; '),
    ...(remedies.length > 0 ? { remedy: remedies.join(' ') } : {}),
  };
}

/** For checks that go by the same answer. */
export function once<Answer>(ask: (signal: AbortSignal) => Promise<Answer>) {
  let answer: Promise<Answer> | undefined;
  return (signal: AbortSignal): Promise<Answer> => {
    answer ??= ask(signal);
    return answer;
  };
}

/** Does all of them at once; none takes longer than it may, none keeps another from being done. */
export function runChecks(checks: readonly Check[], signal: AbortSignal): Promise<CheckResult[]> {
  return Promise.all(checks.map((check) => runCheck(check, signal)));
}

async function runCheck(check: Check, signal: AbortSignal): Promise<CheckResult> {
  const { name, limitMs } = check;
  const startedMs = performance.now();
  const finding = await run(check, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return fail(message, 'Look this message up; it is not one that this doctor knows.');
  });
  const tookMs = Math.round(performance.now() - startedMs);
  return { name, ...finding, tookMs: Math.min(tookMs, limitMs) };
}

async function run(check: Check, signal: AbortSignal): Promise<Finding> {
  const { limitMs } = check;
  const late = Promise.withResolvers<Finding>();
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort(new Error(`no answer within ${limitMs / 1000} s`));
    late.resolve(
      fail(
        `no answer within ${limitMs / 1000} s`,
        'It hangs, or this machine is too busy: see what it waits for, then ask again.',
      ),
    );
  }, limitMs);
  try {
    const found = check.run(AbortSignal.any([signal, stop.signal]));
    return await Promise.race([found, late.promise]);
  } finally {
    clearTimeout(timer);
    stop.abort(new Error('the check is over'));
  }
}
