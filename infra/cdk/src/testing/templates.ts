import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { parseSettings, readSettings, type SettingsInput } from '../settings.ts';
import { addStacks, featureFlags } from '../stacks.ts';

export const exampleFile = join(import.meta.dirname, '../../settings.example.json');
const example = readSettings(exampleFile);

// CDK's validation takes seconds to load; `synth.integration.test.ts` runs it.
process.env.CDK_VALIDATION = 'false';

type Part<Name extends keyof SettingsInput> = Partial<NonNullable<SettingsInput[Name]>>;

/** Template of the service with the example's settings and these changes. */
export const serviceTemplate = (change: Part<'service'> = {}): Template =>
  templateOf({ service: { ...example.service, ...change } });

/** Template of the single machine with the example's settings and these changes. */
export const oneBoxTemplate = (change: Part<'oneBox'> = {}): Template =>
  templateOf({ oneBox: { ...example.oneBox, ...change } });

function templateOf(settings: unknown): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'dance-pose-cdk-'));
  try {
    const app = new App({ context: featureFlags, outdir });
    addStacks(app, parseSettings(settings));
    const [stack] = app.node.children.filter((child) => child instanceof Stack);
    if (stack === undefined) throw new Error('The settings make no stack');
    return Template.fromStack(stack);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
