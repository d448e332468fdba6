import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** Names of fields that never reach a log line, at the top or one level down. */
const secretFields = ['authorization', 'cookie', 'secret', 'password', 'apiKey', 'url'];

/**
 * JSON lines on standard output, one a message; `service` says who speaks.
 * Signed URLs and credentials are cut out: whoever reads logs must not be able to open people's videos.
 */
export function createLogger(service: string, level = 'info'): Logger {
  return pino({
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [...secretFields, ...secretFields.map((field) => `*.${field}`)],
      censor: '[redacted]',
    },
  });
}
