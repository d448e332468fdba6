/** The stack cannot run as things are; the message says what to change. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
