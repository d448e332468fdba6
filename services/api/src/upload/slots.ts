import { UserError } from '@dance-pose/contracts';

/** How many uploads run at once in this process: each one holds some tens of megabytes of buffers. */
export interface Slots {
  /** @throws `UserError('too-many-requests')` when all are taken. */
  take(): Disposable;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  return {
    take: () => {
      if (taken >= count) {
        throw new UserError(
          'too-many-requests',
          `This server takes ${count} uploads at once and all places are taken. Try again in a moment.`,
        );
      }
      taken += 1;
      return {
        [Symbol.dispose]: () => {
          taken -= 1;
        },
      };
    },
  };
}
