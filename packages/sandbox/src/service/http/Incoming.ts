import type { RawRequest } from '../../http/messages.js';
import { parseCookies } from './cookies.js';
import { parseQuery, unquote } from './query.js';

/** A request as the server's handlers see it. */
export interface Incoming {
  readonly method: string;
  /** Decoded path: an escaped slash is a slash. */
  readonly path: string;
  /** Names and values in order, decoded. */
  readonly query: readonly (readonly [string, string])[];
  /** The query as it was sent. */
  readonly rawQuery: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

export function readRequest(request: RawRequest): Incoming {
  const mark = request.target.indexOf('?');
  const path = mark < 0 ? request.target : request.target.slice(0, mark);
  const rawQuery = mark < 0 ? '' : request.target.slice(mark + 1);
  return {
    method: request.method,
    path: unquote(path),
    query: parseQuery(rawQuery),
    rawQuery,
    cookies: parseCookies(request.headers.cookie ?? ''),
    headers: request.headers,
    body: request.body,
    signal: request.signal,
  };
}

/** The value of a query parameter; the last one counts. */
export function queryValue(incoming: Incoming, name: string): string | undefined {
  return incoming.query.findLast(([key]) => key === name)?.[1];
}
