import { expect, test } from '@jest/globals';
import { installAdvice } from './programs.mjs';

const only = (manager: string) => (tool: string) => tool === manager;

test.each([
  ['brew', 'brew install ffmpeg redis'],
  ['apt-get', 'sudo apt-get install ffmpeg redis-server'],
  ['pacman', 'sudo pacman -S ffmpeg redis'],
])('with %s the advice is an exact command, each package named once', (manager, command) => {
  expect(installAdvice(['ffmpeg', 'ffprobe', 'redis-server'], only(manager))).toBe(
    `run \`${command}\` and start again.`,
  );
});

test('the advice names only what is missing', () => {
  expect(installAdvice(['redis-server'], only('brew'))).toContain('`brew install redis`');
});
