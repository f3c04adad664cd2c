import { ClioError } from './ClioError.js';

/** A source of credentials has nothing to give. The only error on which a chain moves on. */
export class CredentialUnavailableError extends ClioError {
  override name = 'CredentialUnavailableError';
  /** What to do next, as one sentence. */
  readonly remedy: string;
  constructor(message: string, options: ErrorOptions & { remedy: string }) {
    super('credential-unavailable', message, options);
    this.remedy = options.remedy;
  }
}

/** The token at hand is known to have expired; nothing was sent. */
export class TokenExpiredError extends ClioError {
  override name = 'TokenExpiredError';
  /** What to do next, as one sentence. */
  readonly remedy: string;
  /** Where the token came from. */
  readonly source: string;
  readonly expiresAt: Date;
  constructor(
    message: string,
    options: ErrorOptions & { remedy: string; source: string; expiresAt: Date },
  ) {
    super('token-expired', message, options);
    this.remedy = options.remedy;
    this.source = options.source;
    this.expiresAt = options.expiresAt;
  }
}
