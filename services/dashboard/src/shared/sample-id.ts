/** Id of the finished example, which the pages bring along (`pnpm sample`); no job of a service has it. */
export const sampleId = '5a3b1e00000000000000000000000000';
