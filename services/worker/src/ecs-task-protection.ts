import type { JobWork } from '@dance-pose/queue';
import type { Logger } from '@dance-pose/runtime';

export interface TaskProtectionOptions {
  /** What ECS gives its containers as `ECS_AGENT_URI`. */
  readonly agentUri: string;
  readonly log: Logger;
  /** How often a protection that is still needed is asked for again. */
  readonly renewEveryMs?: number;
}

export interface TaskProtection extends AsyncDisposable {
  /** From now on ECS must not choose this task when it scales in or deploys, until every hold is disposed. */
  hold(): Disposable;
}

/** Longer than three renewals; short, so that a worker that hangs does not keep its task for ever. */
const expiresInMinutes = 10;
const renewalMs = 3 * 60_000;
const answerLimitMs = 5000;

/**
 * Tells the agent of ECS whether this task may be taken away
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html).
 * Nobody waits for the agent: when it fails that is logged and tried again, and the jobs go on. A task that is
 * taken away all the same gets SIGTERM and hands its job back. Disposing waits for a request under way.
 */
export function createTaskProtection(options: TaskProtectionOptions): TaskProtection {
  const { log, renewEveryMs = renewalMs } = options;
  let holds = 0;
  /** What the agent was told last; `undefined`: that may have come to an end, or gone wrong. */
  let told: boolean | undefined = false;
  let telling: Promise<void> | undefined;
  let renewal: NodeJS.Timeout | undefined;

  const isTrue = (): boolean => told === holds > 0;
  const tellUntilTrue = async (): Promise<void> => {
    try {
      while (!isTrue()) {
        const enabled = holds > 0;
        await putState(options.agentUri, enabled);
        told = enabled;
      }
    } catch (err) {
      told = undefined;
      log.warn({ err }, 'the ECS agent did not change the protection of this task');
    } finally {
      // In the same breath as the last look: a change must find us either looking or gone.
      telling = undefined;
    }
  };
  /** One request at a time: the agent must hear them in their order. */
  const tell = (): void => {
    if (telling === undefined && !isTrue()) telling = tellUntilTrue();
  };
  const renew = (): void => {
    told = undefined;
    tell();
  };
  const change = (by: 1 | -1): void => {
    holds += by;
    clearInterval(renewal);
    if (holds > 0) renewal = setInterval(renew, renewEveryMs).unref();
    tell();
  };
  return {
    hold() {
      change(1);
      return { [Symbol.dispose]: () => change(-1) };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(renewal);
      await telling;
    },
  };
}

/** The same work, during which the task is held. */
export function underProtection(work: JobWork, protection: TaskProtection): JobWork {
  return {
    ...work,
    async run(job, context) {
      using _held = protection.hold();
      return await work.run(job, context);
    },
  };
}

/** @throws when the agent cannot be reached or does not do it, which it also says with status 200. */
async function putState(agentUri: string, enabled: boolean): Promise<void> {
  const state = enabled
    ? { ProtectionEnabled: true, ExpiresInMinutes: expiresInMinutes }
    : { ProtectionEnabled: false };
  const response = await fetch(`${agentUri}/task-protection/v1/state`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(state),
    signal: AbortSignal.timeout(answerLimitMs),
  });
  const answer = await response.text();
  if (response.ok && answer.includes('"protection"')) return;
  throw new Error(`The ECS agent answered ${response.status}: ${answer.slice(0, 500)}`);
}
