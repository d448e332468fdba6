import { BroadcastChannel } from 'node:worker_threads';
import { TestEnvironment } from 'jest-environment-jsdom';

/** Does not keep the test process alive. */
class PageChannel extends BroadcastChannel {
  constructor(name) {
    super(name);
    this.unref();
  }
}

/** jsdom with the parts of a browser that it lacks and Node has. */
export default class PageEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const { Headers, ReadableStream, Request, Response, TextDecoderStream } = globalThis;
    Object.assign(this.global, { Headers, ReadableStream, Request, Response, TextDecoderStream });
    this.global.BroadcastChannel = PageChannel;
    this.global.PointerEvent ??= this.global.MouseEvent;
    this.global.scrollTo = () => {};
    // A light theme, which never changes.
    this.global.matchMedia = () => Object.assign(new EventTarget(), { matches: false });
  }
}
