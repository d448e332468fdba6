import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface SecurityOptions {
  /** Origins that serve signed links, when they are others than our own. */
  readonly mediaOrigins: readonly string[];
  /** Whether clients reach us by https. */
  readonly https: boolean;
}

/** Nothing runs or loads but our own files; media and direct uploads may also go to the store. */
export function securityHeaders({ mediaOrigins, https }: SecurityOptions): RequestHandler {
  const media = ["'self'", ...mediaOrigins];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: [...media, 'data:', 'blob:'],
        mediaSrc: [...media, 'blob:'],
        connectSrc: media,
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Only the one who ends TLS can promise it for the whole host.
    strictTransportSecurity: https,
  });
}
