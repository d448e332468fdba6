/** `skipped`: the check depends on another one that failed. */
type Status = 'ok' | 'warn' | 'fail' | 'skipped';

/** Result of a check and, unless it is `ok`, how to fix it. */
export interface Finding {
  readonly status: Status;
  readonly found: string;
  readonly remedy?: string;
}

export interface Check {
  /** One stable word, because programs refer to it. */
  readonly name: string;
  readonly limitMs: number;
  /** Throwing counts as a failure. Must end when the signal aborts. */
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

/** Combines findings: the worst status wins, with all findings of that status. */
export function combine(findings: readonly Finding[]): Finding {
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

/** Shares one result between several checks. */
export function once<Answer>(ask: (signal: AbortSignal) => Promise<Answer>) {
  let answer: Promise<Answer> | undefined;
  return (signal: AbortSignal): Promise<Answer> => {
    answer ??= ask(signal);
    return answer;
  };
}

/** Runs all checks in parallel, each within its time limit; a failing check does not affect the others. */
export function runChecks(checks: readonly Check[], signal: AbortSignal): Promise<CheckResult[]> {
  return Promise.all(checks.map((check) => runCheck(check, signal)));
}

async function runCheck(check: Check, signal: AbortSignal): Promise<CheckResult> {
  const { name, limitMs } = check;
  const startedMs = performance.now();
  const finding = await run(check, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return fail(message, 'The doctor has no advice for this error; search for its message.');
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
        'The check hangs, or this machine is overloaded: find out what it waits for, then run the doctor again.',
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
