/** The service is unreachable or refused a request, or a check of the doctor failed. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
