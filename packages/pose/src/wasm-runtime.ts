import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

// Node has WebAssembly but its types do not; this declares the part that is used here.
declare global {
  namespace WebAssembly {
    class Module {
      constructor(code: Uint8Array);
    }
    class Instance {
      constructor(module: Module);
      readonly exports: object;
    }
    interface Memory {
      readonly buffer: ArrayBuffer;
      /** Detaches `buffer`. */
      grow(pages: number): number;
    }
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(module: Module, imports: object): Promise<Instance>;
  }
}

const runtime = '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm';

/**
 * Compiles MediaPipe's WASM. Threads that receive the same module share its machine code: from the second session on,
 * opening takes a fifth of the time and the first frames are as fast as the later ones.
 */
export async function compileRuntime(): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(runtime)));
}
