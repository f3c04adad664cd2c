import { ClioError, type ClioErrorCode } from './ClioError.js';

/** The facts of a request that got a failing answer. */
export interface ResponseFacts {
  readonly status: number;
  readonly method: string;
  /** The address asked, without query values that could be secret. */
  readonly url: string;
  /** What the server said, shortened, without internal addresses and tokens. */
  readonly detail: string | undefined;
}

/** The server answered with a failure. Subclasses say which kind. */
export class ResponseError extends ClioError {
  override name = 'ResponseError';
  readonly status: number;
  readonly method: string;
  readonly url: string;
  readonly detail: string | undefined;

  constructor(
    message: string,
    facts: ResponseFacts,
    options?: ErrorOptions & { code?: ClioErrorCode },
  ) {
    super(options?.code ?? 'response', message, options);
    this.status = facts.status;
    this.method = facts.method;
    this.url = facts.url;
    this.detail = facts.detail;
  }
}

/** 401, not authenticated: the token is missing, wrong or expired. */
export class AuthenticationError extends ResponseError {
  override name = 'AuthenticationError';
  /** What to do next, as one sentence. */
  readonly remedy: string;
  /** Where the refused token came from, such as `environment variable CLIO_TOKEN`; undefined when none was sent. */
  readonly source: string | undefined;

  constructor(
    message: string,
    facts: ResponseFacts,
    options: ErrorOptions & { remedy: string; source?: string | undefined },
  ) {
    super(message, facts, { ...options, code: 'authentication' });
    this.remedy = options.remedy;
    this.source = options.source;
  }
}

/** 401 or 403, authenticated but not permitted. */
export class PermissionError extends ResponseError {
  override name = 'PermissionError';
  constructor(message: string, facts: ResponseFacts, options?: ErrorOptions) {
    super(message, facts, { ...options, code: 'permission' });
  }
}

/** The thing asked for does not exist, or this token cannot see it. */
export class NotFoundError extends ResponseError {
  override name = 'NotFoundError';
  /** What exists instead and can be seen with this token, where that is known. */
  readonly known: readonly string[] | undefined;
  constructor(
    message: string,
    facts: ResponseFacts,
    options?: ErrorOptions & { known?: readonly string[] | undefined },
  ) {
    super(message, facts, { ...options, code: 'not-found' });
    this.known = options?.known;
  }
}

/** The server refused the request as malformed or impossible (400, 405, 409, 413, 422). */
export class InvalidRequestError extends ResponseError {
  override name = 'InvalidRequestError';
  constructor(message: string, facts: ResponseFacts, options?: ErrorOptions) {
    super(message, facts, { ...options, code: 'invalid-request' });
  }
}

/** 429: too many requests. */
export class RateLimitError extends ResponseError {
  override name = 'RateLimitError';
  /** How long the server asks to wait, in milliseconds, where it says so. */
  readonly retryAfter: number | undefined;
  constructor(
    message: string,
    facts: ResponseFacts,
    options?: ErrorOptions & { retryAfter?: number | undefined },
  ) {
    super(message, facts, { ...options, code: 'rate-limit' });
    this.retryAfter = options?.retryAfter;
  }
}

/** 5xx: the server failed. */
export class ServerError extends ResponseError {
  override name = 'ServerError';
  constructor(message: string, facts: ResponseFacts, options?: ErrorOptions) {
    super(message, facts, { ...options, code: 'server' });
  }
}
