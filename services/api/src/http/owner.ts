import type { Request } from 'express';

/** Whose jobs the caller may see. Without API keys everybody is the same owner. */
export function resolveOwner(_request: Request): string {
  return 'anonymous';
}
