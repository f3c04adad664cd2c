/** What a message says about the request behind an answer. */
export interface RequestFacts {
  readonly method: string;
  /** The address without its query. */
  readonly url: string;
}

const facts = new WeakMap<Response, RequestFacts>();

/** Remembers which request an answer belongs to; a copy of an answer has no address of its own. */
export function rememberRequest(response: Response, request: RequestFacts): Response {
  facts.set(response, request);
  return response;
}

/** The request behind an answer, in words: `GET https://clio.example.org/v2/roles`. */
export function describeRequest(response: Response): string {
  const known = facts.get(response);
  if (known) return `${known.method} ${known.url}`;
  return response.url === '' ? 'the request' : withoutQuery(response.url);
}

/** An address without query and fragment, which may hold what must not be shown. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
