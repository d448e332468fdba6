/** The stack cannot run in this environment; the message says what to change. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
