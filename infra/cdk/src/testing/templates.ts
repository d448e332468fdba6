import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { parseSettings, readSettings, type SettingsInput } from '../settings.ts';
import { addStacks, featureFlags } from '../stacks.ts';

export const exampleFile = join(import.meta.dirname, '../../settings.example.json');
const example = readSettings(exampleFile);

// CDK's own validation takes seconds to load; `synth.integration.test.ts` goes through it.
process.env.CDK_VALIDATION = 'false';

type Part<Name extends keyof SettingsInput> = Partial<NonNullable<SettingsInput[Name]>>;

/** The template of the service with the example's settings but these. */
export const serviceTemplate = (change: Part<'service'> = {}): Template =>
  templateOf({ service: { ...example.service, ...change } });

/** The template of the one box with the example's settings but these. */
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
