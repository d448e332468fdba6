import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobWork } from '@dance-pose/queue';
import { createLogger, type Logger } from '@dance-pose/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createTaskProtection,
  type TaskProtection,
  underProtection,
} from './ecs-task-protection.ts';
import { eventually } from './testing/stand.ts';

const path = '/api/0f9a/task-protection/v1/state';
const on = { ProtectionEnabled: true, ExpiresInMinutes: 10 };
const off = { ProtectionEnabled: false };
const silent = createLogger('test', 'silent');

/** As the agent answers: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html */
const protectedTask = { protection: { ProtectionEnabled: true, TaskArn: 'arn:aws:ecs:task' } };
const refused = { failure: { Arn: 'arn:aws:ecs:task', Reason: 'DEPLOYMENT_BLOCKED' } };

let agent: Server;
let agentUri: string;
let heard: unknown[];
/** What the agent does with the next requests; when it is empty, it agrees. */
let answers: (() => Promise<{ status: number; body: unknown }>)[];

beforeEach(async () => {
  heard = [];
  answers = [];
  agent = createServer(async (request, response) => {
    heard.push({ [`${request.method} ${request.url}`]: await json(request) });
    const { status, body } = (await answers.shift()?.()) ?? { status: 200, body: protectedTask };
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(agent, 'listening');
  agentUri = `http://127.0.0.1:${(agent.address() as AddressInfo).port}/api/0f9a`;
});

afterEach(async () => {
  agent.closeAllConnections();
  agent.close();
  await once(agent, 'close');
});

const put = (state: unknown) => ({ [`PUT ${path}`]: state });
const hears = (...states: unknown[]) =>
  eventually(() => JSON.stringify(heard) === JSON.stringify(states.map(put)));

describe("the protection of an ECS task's job", () => {
  test('begins with the first hold, ends with the last, and no request passes another', async () => {
    await using protection = createTaskProtection({ agentUri, log: silent });
    {
      using _first = protection.hold();
      await hears(on);
      {
        using _second = protection.hold();
      }
      expect(heard).toHaveLength(1);
    }
    await hears(on, off);
  });

  test('ends also when another job came and went in the same breath', async () => {
    await using protection = createTaskProtection({ agentUri, log: silent });
    const first = protection.hold();
    await hears(on);
    await sleep(50);
    protection.hold()[Symbol.dispose]();
    first[Symbol.dispose]();
    await hears(on, off);
  });

  test('the last word counts when jobs come and go while the agent takes its time', async () => {
    const slow = Promise.withResolvers<{ status: number; body: unknown }>();
    answers = [() => slow.promise];
    await using protection = createTaskProtection({ agentUri, log: silent });
    const first = protection.hold();
    await hears(on);
    first[Symbol.dispose]();
    protection.hold()[Symbol.dispose]();
    slow.resolve({ status: 200, body: protectedTask });
    await hears(on, off);
  });

  test('is renewed while it is held, and not any more afterwards', async () => {
    await using protection = createTaskProtection({ agentUri, log: silent, renewEveryMs: 20 });
    {
      using _held = protection.hold();
      await eventually(() => heard.length >= 4);
    }
    await eventually(() => JSON.stringify(heard.at(-1)) === JSON.stringify(put(off)));
    const { length } = heard;
    await sleep(60);
    expect(heard).toHaveLength(length);
  });

  test.each([
    ['an error', { status: 400, body: { error: { Code: 'AccessDeniedException' } } }],
    ['a failure with status 200', { status: 200, body: refused }],
    ['nonsense', { status: 200, body: 'proxy' }],
  ])('after %s from the agent the next renewal tries again', async (_what, answer) => {
    answers = [async () => answer];
    const lines: string[] = [];
    const log = { warn: (_fields: unknown, text: string) => lines.push(text) } as unknown as Logger;
    await using protection = createTaskProtection({ agentUri, log, renewEveryMs: 20 });
    using _held = protection.hold();
    await eventually(() => heard.length >= 2);
    expect(lines).toEqual([expect.stringMatching(/^the ECS agent did not change/)]);
  });
});

describe('work under protection', () => {
  const work = (run: JobWork['run']) => ({ run }) as JobWork;
  const give = [{}, {}] as Parameters<JobWork['run']>;
  const result = {} as Awaited<ReturnType<JobWork['run']>>;

  test('holds the task while a job runs, also when it fails', async () => {
    await using protection = createTaskProtection({ agentUri, log: silent });
    const fails = underProtection(
      work(async () => {
        await hears(on);
        throw new Error('broken');
      }),
      protection,
    );
    await expect(fails.run(...give)).rejects.toThrow('broken');
    await hears(on, off);
  });

  test('goes on when there is no agent at all', async () => {
    const nowhere = { agentUri: 'http://127.0.0.1:9/api', log: silent };
    await using protection: TaskProtection = createTaskProtection(nowhere);
    await expect(
      underProtection(
        work(async () => result),
        protection,
      ).run(...give),
    ).resolves.toBe(result);
  });
});
