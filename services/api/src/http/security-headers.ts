import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface SecurityOptions {
  /** Origins of presigned URLs on other servers. */
  readonly mediaOrigins: readonly string[];
  /** True if clients reach us by HTTPS. */
  readonly https: boolean;
}

/** Pages run and load only our own files; media and direct uploads may also use the store's origins. */
export function securityHeaders({ mediaOrigins, https }: SecurityOptions): RequestHandler {
  const media = ["'self'", ...mediaOrigins];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: [...media, 'data:', 'blob:'],
        mediaSrc: [...media, 'blob:'],
        connectSrc: media,
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // HSTS is valid for the whole host, so it is sent only if clients reach us by HTTPS.
    strictTransportSecurity: https,
  });
}
