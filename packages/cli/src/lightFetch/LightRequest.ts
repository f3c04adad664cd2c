import { type BodyOf, LightBody } from './LightBody.js';
import { LightHeaders } from './LightHeaders.js';

const normalized = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** A request, as the standard has it, without what only a browser needs. */
export class LightRequest extends LightBody {
  readonly url: string;
  readonly method: string;
  readonly headers: LightHeaders;
  readonly signal: AbortSignal;
  readonly redirect: RequestRedirect;

  constructor(input: string | URL | LightRequest, init: RequestInit = {}) {
    const base = input instanceof LightRequest ? input : undefined;
    const method = String(init.method ?? base?.method ?? 'GET');
    const upper = method.toUpperCase();
    const given = init.body as BodyOf | undefined;
    if (given !== undefined && given !== null && (upper === 'GET' || upper === 'HEAD'))
      throw new TypeError(`a ${upper} request has no body`);
    super(given === undefined ? base?.fork() : given);
    this.url = base ? base.url : toAddress(String(input));
    this.method = normalized.has(upper) ? upper : method;
    this.headers = new LightHeaders(
      (init.headers as Iterable<[string, string]> | undefined) ?? base?.headers,
    );
    if (typeof given === 'string' && !this.headers.has('content-type'))
      this.headers.set('content-type', 'text/plain;charset=UTF-8');
    this.signal = init.signal ?? base?.signal ?? new AbortController().signal;
    this.redirect = init.redirect ?? base?.redirect ?? 'follow';
  }

  clone(): LightRequest {
    return new LightRequest(this);
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

function toAddress(text: string): string {
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new TypeError('an address with a user or a password is not fetched');
  return url.href;
}
