import { UserError } from '@dance-pose/contracts';

/** Limits the uploads that run at once in this process: each needs some tens of megabytes of buffers. */
export interface Slots {
  /** @throws `UserError('too-many-requests')` if all slots are taken. */
  take(): Disposable;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  return {
    take: () => {
      if (taken >= count) {
        throw new UserError(
          'too-many-requests',
          `This server receives ${count} uploads at once, and all slots are taken. Try again in a moment.`,
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
