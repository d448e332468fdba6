import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultConfidences } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const engineModule = JSON.stringify(import.meta.resolve('../index.ts'));

/** Runs code with `create` (an engine's factory), `settings` and `frame()` in a child process. */
async function runScript(
  code: string,
  { before = '' }: { readonly before?: string } = {},
): Promise<{ stdout: string; stderr: string }> {
  await using folder = await createTempFolder('native-process');
  const [ahead, main] = [join(folder.path, 'ahead.mjs'), join(folder.path, 'main.mjs')];
  const script = `
    import { writeSync } from 'node:fs';
    import { createNativeEngine, createPoseEngine } from ${engineModule};
    const cacheDir = ${JSON.stringify(folder.path)};
    const half = ${JSON.stringify(defaultConfidences)};
    const settings = { model: 'lite', mode: 'video', ...half };
    const { signal } = new AbortController();
    const frame = () => ({ data: new Uint8Array(640 * 480 * 4), width: 640, height: 480, pixels: { layout: 'rgba' } });
    // Detects in frame after frame, so that most of the time is spent in ONNX Runtime.
    const detectOn = async (session) => {
      for (let timeMs = 0; ; timeMs += 33) await session.detect(frame(), timeMs);
    };
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    ${code}`;
  await Promise.all([writeFile(ahead, before), writeFile(main, script)]);
  return await run(process.execPath, [...process.execArgv, '--import', ahead, main], {
    timeout: 100_000,
  });
}

describe('a process with a native engine', () => {
  test.each([300, 305, 311])(
    'exits with its exit code after %d ms, in the middle of a frame',
    async (ms) => {
      const { stdout, stderr } = await runScript(`
      const session = await createNativeEngine({ cacheDir }).open(settings, signal);
      detectOn(session).catch(() => {});
      await pause(${ms});
      writeSync(1, 'enough');
      process.exit(0);`);
      expect({ stdout, stderr }).toEqual({ stdout: 'enough', stderr: '' });
    },
  );

  test('continues after sessions that were closed while they opened or detected', async () => {
    const { stdout } = await runScript(`
      const engine = createNativeEngine({ cacheDir });
      const reason = new Error('enough');
      for (const [phase, ms] of ['opening', 'detecting'].flatMap((phase) =>
        [20, 90, 160, 230, 300, 305, 311].map((ms) => [phase, ms]))) {
        const controller = new AbortController();
        const opening = engine.open(settings, controller.signal);
        if (phase === 'detecting') await opening;
        setTimeout(() => controller.abort(reason), ms);
        await opening.then(detectOn).catch((error) => { if (error !== reason) throw error; });
      }
      await using session = await engine.open(settings, signal);
      const { poses } = await session.detect(frame(), 0);
      process.stdout.write('people: ' + poses.length);`);
    expect(stdout).toBe('people: 0');
  });

  test('falls back to MediaPipe where ONNX Runtime is not installed, and reports why', async () => {
    const hooks = `export const resolve = (name, context, next) => {
      if (name === 'onnxruntime-node') throw new Error('no onnxruntime-node here');
      return next(name, context);
    };`;
    const before = `
      import { register } from 'node:module';
      register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
    const { stdout } = await runScript(
      `
      const reasons = [];
      const onFallback = (error) => reasons.push(error.message);
      const engine = createPoseEngine('auto', { cacheDir, onFallback });
      for (const clip of [1, 2]) {
        await using session = await engine.open(settings, signal);
        await session.detect(frame(), 0);
      }
      const refusal = await createPoseEngine('native', { cacheDir, onFallback })
        .open(settings, signal).catch((error) => error.message);
      process.stdout.write(JSON.stringify({ name: engine.name, reasons, refusal }));`,
      { before },
    );
    const failure = 'The pose engine failed: no onnxruntime-node here';
    expect(JSON.parse(stdout)).toEqual({
      name: expect.stringContaining('tasks-vision'),
      reasons: [failure],
      refusal: failure,
    });
  });
});
