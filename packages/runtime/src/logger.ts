import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** Fields that are redacted in log lines, at the top level or one level down. */
const secretFields = ['authorization', 'cookie', 'secret', 'password', 'apiKey', 'url'];

/**
 * Writes JSON lines to standard output; `service` names the process.
 * Signed URLs and credentials are redacted: a reader of logs must not be able to open users' videos.
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
