import { App } from 'aws-cdk-lib/core';
import { readSettings } from './settings.ts';
import { addStacks, featureFlags } from './stacks.ts';

const app = new App({ context: featureFlags });
const file: unknown = app.node.tryGetContext('settings');
addStacks(app, readSettings(String(file)));
app.synth();
