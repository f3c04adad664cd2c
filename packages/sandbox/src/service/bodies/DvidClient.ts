import type { RawHandler, RawResponse } from '../../http/messages.js';
import { type PreparedUrl, prepareUrl, resolveUrl } from '../http/pythonRequests.js';
import { PythonError } from '../python/values.js';

/** What the server asks of DVID. */
export interface DvidRequest {
  readonly method: string;
  /** As the server pasted it together. */
  readonly url: string;
  readonly body?: string;
  /** Whether the body is sent as JSON; DVID is also asked with a body of no declared type. */
  readonly json?: boolean;
  readonly signal?: AbortSignal | undefined;
}

const mostRedirects = 30;
const nothing = new Uint8Array();

/** The server's HTTP client, as it asks DVID. Nobody else is reached by it. */
export class DvidClient {
  readonly #origins: readonly string[];

  constructor(
    readonly handler: RawHandler,
    address: string,
  ) {
    const { origin } = prepareUrl(address);
    const elsewhere = origin.includes('127.0.0.1')
      ? origin.replace('127.0.0.1', 'localhost')
      : origin.replace('localhost', '127.0.0.1');
    this.#origins = [origin, elsewhere];
  }

  /**
   * One request, following redirections. The body of the answer may be a stream.
   *
   * @throws PythonError when nobody is at the address
   */
  async ask(request: DvidRequest): Promise<RawResponse> {
    let url = prepareUrl(request.url);
    let { method, body } = request;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const answer = await this.#send(url, {
        ...request,
        method,
        ...(body === undefined ? {} : { body }),
      });
      const location = redirection(answer);
      if (location === undefined) return answer;
      if (answer.status === 303 || (answer.status < 303 && method === 'POST')) {
        method = 'GET';
        body = undefined;
      }
      url = prepareUrl(resolveUrl(url, location));
    }
    throw new PythonError('TooManyRedirects', `Exceeded ${mostRedirects} redirects.`);
  }

  async #send(url: PreparedUrl, request: DvidRequest): Promise<RawResponse> {
    if (!this.#origins.includes(url.origin)) {
      throw new PythonError('ConnectionError', 'Connection refused');
    }
    const body = request.body === undefined ? nothing : new TextEncoder().encode(request.body);
    const headers: Record<string, string> = {
      host: url.origin.replace(/^.*\/\//, ''),
      'user-agent': 'python-requests/2.32.5',
      'accept-encoding': 'gzip, deflate',
      accept: '*/*',
      connection: 'keep-alive',
    };
    if (request.body !== undefined || request.method !== 'GET') {
      headers['content-length'] = String(body.length);
    }
    if (request.json) headers['content-type'] = 'application/json';
    const { method, signal } = request;
    return this.handler({ method, target: url.target, headers, body, signal });
  }
}

function redirection(answer: RawResponse): string | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const location = answer.headers.location;
  return typeof location === 'string' ? location : undefined;
}

/** The whole body of an answer. */
export async function readAll(answer: RawResponse): Promise<Uint8Array> {
  if (answer.body instanceof Uint8Array) return answer.body;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    length += chunk.length;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
