import { type BodySizes, stringifyJson } from '@clio/core';
import type { Environment } from '../environment/readEnvironment.js';
import { createAgents } from '../fetch/agents.js';
import { sendRequest } from '../fetch/sendRequest.js';

/**
 * Asks DVID which bodies exist, all in one request: for the option `bodySizes` of `planAnnotations`. DVID
 * wants a list of ids as the body of a GET, which `fetch` cannot send; so this works in Node only.
 *
 * @param env - says which proxy to use. Default: `process.env`.
 *
 * @example
 * ```ts
 * import { planAnnotations } from '@clio/core';
 * import { bodySizes } from '@clio/node';
 *
 * const plan = await planAnnotations(client, table, { bodySizes: bodySizes() });
 * ```
 */
export function bodySizes(env: Environment = process.env): BodySizes {
  const agents = createAgents(env);
  return async ({ url, bodyids, signal }) => {
    const address = new URL(url);
    const body = new TextEncoder().encode(stringifyJson(bodyids));
    const response = await sendRequest({
      url: address,
      method: 'GET',
      headers: new Headers({
        'content-type': 'application/json',
        'content-length': String(body.length),
      }),
      body,
      signal,
      agent: await agents(address),
      idleTimeout: 60_000,
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`DVID answered with status ${response.status}`);
    const sizes: unknown = JSON.parse(text);
    if (!Array.isArray(sizes)) throw new Error('DVID answered with no list');
    return sizes.map(Number);
  };
}
