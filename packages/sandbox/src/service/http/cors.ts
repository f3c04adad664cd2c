import type { RawResponse } from '../../http/messages.js';

/**
 * The CORS headers, which the server puts on all it answers but its crashes: the caller's origin
 * whichever it is, and credentials allowed. Before DatasetGateway: any origin and no credentials.
 */
export function withCors(
  answer: RawResponse,
  origin: string | undefined,
  legacy: boolean,
): RawResponse {
  const headers: Record<string, string | readonly string[]> = {
    ...answer.headers,
    'access-control-allow-origin': legacy ? '*' : origin || '*',
    'access-control-allow-methods': 'POST, GET, DELETE, OPTIONS',
    'access-control-allow-headers': 'Authorization, Content-Type, Range',
  };
  if (!legacy) headers['access-control-allow-credentials'] = 'true';
  return { ...answer, headers };
}
