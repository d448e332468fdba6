/** The service could not, or would not, do what was asked. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
