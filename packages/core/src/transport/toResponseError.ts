import type { Credential } from '../auth/AuthStrategy.js';
import type { ClioError } from '../errors/ClioError.js';
import {
  AuthenticationError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseError,
  type ResponseFacts,
  ServerError,
} from '../errors/ResponseError.js';
import { remedy } from './authorizedFetch.js';
import type { RequestFacts } from './facts.js';
import { redirectTarget } from './followRedirects.js';
import { tidyDetail } from './tidyDetail.js';

/** What is known when a failing answer has come. */
export interface Failure {
  readonly request: RequestFacts;
  readonly response: Response;
  /** The body: decoded JSON, or text. */
  readonly data: unknown;
  readonly credential: Credential | undefined;
  /** What a status means for this operation, as a sentence. */
  readonly hints?: Readonly<Record<number, string>> | undefined;
}

/** The error for a failing answer: what failed, what the server said, what to do next. */
export function toResponseError(failure: Failure): ClioError {
  const { request, response, data, credential } = failure;
  const { status } = response;
  const secrets = credential?.kind === 'bearer' ? [credential.token] : [];
  const detail = tidyDetail(data, secrets);
  const facts: ResponseFacts = { status, method: request.method, url: request.url, detail };
  const said = detail === undefined ? '' : `: ${detail}`;
  const failed = `${request.method} ${request.url} failed with status ${status}${said}`;
  const hint = failure.hints?.[status];
  const message = (advice: string) => `${sentence(failed)} ${hint ?? advice}`.trimEnd();

  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return redirected(failure, facts);
  }
  if (status === 401 && notAuthenticated(response, detail)) return refused(facts, credential);
  if (status === 401 || status === 403) {
    return new PermissionError(
      message('The token is valid, but its user may not do this. Ask for access to the dataset.'),
      facts,
    );
  }
  if (status === 404) return new NotFoundError(message(''), facts);
  if (status === 405) {
    return new InvalidRequestError(
      message(
        'This server does not offer the operation: it may run another version, or its address may need a path.',
      ),
      facts,
    );
  }
  if (status === 429) {
    const retryAfter = toMilliseconds(response.headers.get('retry-after'));
    const wait =
      retryAfter === undefined ? 'a while' : `${Math.ceil(retryAfter / 1000)} seconds, as it asks,`;
    return new RateLimitError(
      message(`The server has had too many requests. Wait ${wait} and try again.`),
      facts,
      { retryAfter },
    );
  }
  if (status >= 500) return new ServerError(message(serverAdvice(status)), facts);
  if (status >= 400) return new InvalidRequestError(message(requestAdvice(status)), facts);
  return new ResponseError(message(''), facts);
}

function notAuthenticated(response: Response, detail: string | undefined): boolean {
  return (
    response.headers.has('www-authenticate') ||
    detail?.includes('Could not validate credentials') === true
  );
}

function refused(facts: ResponseFacts, credential: Credential | undefined): AuthenticationError {
  if (credential === undefined || credential.kind === 'none') {
    const advice = 'Pass a token as auth.';
    return new AuthenticationError(
      `${facts.method} ${facts.url} needs a token, and none was sent. ${advice}`,
      facts,
      { remedy: advice },
    );
  }
  const what = credential.kind === 'bearer' ? 'the token' : 'the credential';
  return new AuthenticationError(
    `${facts.method} ${facts.url}: the server refused ${what} from ${credential.source}; it is wrong, revoked or expired. ${remedy}`,
    facts,
    { remedy, source: credential.source },
  );
}

function redirected({ request, response }: Failure, facts: ResponseFacts): ResponseError {
  const target = redirectTarget(response, request.url);
  const where = target ? ` to ${target.origin}` : '';
  return new ResponseError(
    `${request.method} ${request.url} was redirected${where}, and the credential does not follow there. If the server has moved, pass its new address as server; if that is a login page, a gateway in front of the server wants its own login.`,
    facts,
  );
}

function serverAdvice(status: number): string {
  switch (status) {
    case 500:
      return 'The server failed inside. Try again; if it persists, tell its maintainers.';
    case 501:
      return 'The server no longer offers this.';
    case 502:
      return 'A service behind the server, such as the one that checks tokens, did not answer. Try again in a minute.';
    case 503:
      return 'The server cannot do this now, or is not set up for it. Try again later.';
    case 504:
      return 'A service behind the server took too long. Try again, or ask for less at once.';
    default:
      return 'Try again later.';
  }
}

function requestAdvice(status: number): string {
  if (status === 408) return 'Try again.';
  if (status === 413 || status === 414 || status === 431) return 'Ask for less at once.';
  return '';
}

function sentence(text: string): string {
  return /[.!?…"]$/.test(text) ? text : `${text}.`;
}

/** `Retry-After`, in seconds or as a date, in milliseconds from now. */
export function toMilliseconds(retryAfter: string | null, now = Date.now()): number | undefined {
  if (retryAfter === null || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
