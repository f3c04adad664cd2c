import type { RawHandler, RawRequest, RawResponse } from '../http/messages.js';

/** A request that arrived, without its credentials. */
export interface RecordedRequest {
  /** When it arrived, by the clock of the sandbox (RFC 3339). */
  readonly time: string;
  readonly target: 'clio' | 'dvid';
  readonly method: string;
  /** Path and query as sent; the value of a credential in the query is left out. */
  readonly path: string;
  /** Status of the answer; `null` while there is none, and when the connection was cut before it. */
  readonly status: number | null;
  /** Bytes of the answer's body so far, before compression. */
  readonly bytes: number;
}

/** What arrived, oldest first. */
export interface RequestLog {
  readonly list: readonly RecordedRequest[];
  clear(): void;
  /** The same server, whose requests are recorded. */
  record(target: 'clio' | 'dvid', handle: RawHandler): RawHandler;
}

/** More are not kept, so that a sandbox that runs for weeks does not grow. */
export const keptRequests = 10_000;

/** A log of the latest requests. */
export function createRequestLog(now: () => Date): RequestLog {
  let entries: RecordedRequest[] = [];

  function arrive(target: 'clio' | 'dvid', request: RawRequest) {
    const entry = {
      time: now().toISOString(),
      target,
      method: request.method,
      path: withoutCredentials(request.target),
      status: null as number | null,
      bytes: 0,
    };
    entries.push(entry);
    // Dropped in bulk: one at a time would move the whole list for each request.
    if (entries.length >= 2 * keptRequests) entries = entries.slice(-keptRequests);
    return entry;
  }

  return {
    get list() {
      return entries.slice(-keptRequests).map((entry) => ({ ...entry }));
    },
    clear() {
      entries = [];
    },
    record: (target, handle) => async (request) => {
      const entry = arrive(target, request);
      const response = await handle(request);
      entry.status = response.status;
      if (response.body instanceof Uint8Array) {
        entry.bytes = request.method === 'HEAD' ? 0 : response.body.length;
        return response;
      }
      return { ...response, body: counted(response.body, (bytes) => (entry.bytes += bytes)) };
    },
  };
}

async function* counted(
  body: Exclude<RawResponse['body'], Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    count(chunk.length);
    yield chunk;
  }
}

function withoutCredentials(target: string): string {
  return target.replace(/([?&](?:dsg_token|admintoken|access_token|token)=)[^&#]*/gi, '$1');
}
