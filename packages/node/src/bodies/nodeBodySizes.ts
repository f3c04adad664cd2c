import { type BodySizes, NetworkError, parseJson } from '@clio/core';
import type { Environment } from '../environment/readEnvironment.js';
import { createAgents } from '../fetch/agents.js';
import { sendRequest } from '../fetch/sendRequest.js';

/** Options of {@link nodeBodySizes}. */
export interface NodeBodySizesOptions {
  /** Says which proxy to use, as for {@link nodeFetch}. Default: `process.env`. */
  readonly env?: Environment | undefined;
}

/**
 * Makes the `bodySizes` of `planAnnotations`: it asks DVID for the sizes of many bodies in one request.
 * DVID takes their ids only in the body of a GET, which `fetch` cannot send and Node can. No
 * credential goes along.
 *
 * @example
 * ```ts
 * import { planAnnotations } from '@clio/core';
 * import { nodeBodySizes } from '@clio/node';
 *
 * const plan = await planAnnotations(client, records, { bodySizes: nodeBodySizes() });
 * ```
 *
 * @throws NetworkError (from the function that it gives) where DVID refuses or answers something else
 *   than a list of numbers; a plan then does without.
 */
export function nodeBodySizes(options: NodeBodySizesOptions = {}): BodySizes {
  const agents = createAgents(options.env ?? process.env);
  return async ({ url, bodyids, signal }) => {
    const address = new URL(url);
    const body = new TextEncoder().encode(`[${bodyids.join(',')}]`);
    const response = await sendRequest({
      url: address,
      method: 'GET',
      // Node does not say by itself how long the body of a GET is.
      headers: new Headers({
        'content-type': 'application/json',
        'content-length': String(body.length),
      }),
      body,
      signal,
      connector: await agents(address),
      idleTimeout: 60_000,
    });
    const text = await response.text();
    const sizes = response.ok ? parseList(text) : undefined;
    if (sizes?.length !== bodyids.length) {
      throw new NetworkError(
        `DVID does not say how large ${bodyids.length} bodies are (status ${response.status}).`,
        { url, method: 'GET' },
      );
    }
    return sizes;
  };
}

function parseList(text: string): number[] | undefined {
  const value = parseJson(text);
  if (!Array.isArray(value)) return undefined;
  // A size beyond 2^53 is no less larger than none.
  const sizes = value.map(Number);
  return sizes.some(Number.isNaN) ? undefined : sizes;
}
