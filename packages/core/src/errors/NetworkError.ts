import { ClioError } from './ClioError.js';

/** No usable answer came: the server could not be reached, or the connection broke. */
export class NetworkError extends ClioError {
  override name = 'NetworkError';
  readonly method: string;
  readonly url: string;
  constructor(message: string, facts: { method: string; url: string }, options?: ErrorOptions) {
    super('network', message, options);
    this.method = facts.method;
    this.url = facts.url;
  }
}

/** No answer came in time. What was sent may still take effect. */
export class TimeoutError extends ClioError {
  override name = 'TimeoutError';
  readonly method: string;
  readonly url: string;
  constructor(message: string, facts: { method: string; url: string }, options?: ErrorOptions) {
    super('timeout', message, options);
    this.method = facts.method;
    this.url = facts.url;
  }
}
