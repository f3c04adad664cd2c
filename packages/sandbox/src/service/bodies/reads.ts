import type { RawResponse } from '../../http/messages.js';
import { bytesAnswer } from '../http/answers.js';
import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import { parseInteger } from '../python/numbers.js';
import { readJson } from '../python/readJson.js';
import { reprBytes } from '../python/text.js';
import { isDict, PythonError } from '../python/values.js';
import { requestStyle, writeJson } from '../python/writeJson.js';
import type { Service } from '../Service.js';
import { integerParameter, optionalText, textParameter } from '../validation/parameters.js';
import { annotationsUrl } from './baseUrl.js';
import { type DvidRequest, readAll } from './DvidClient.js';
import { requireRead } from './permissions.js';

const json = 'application/json';

/** What DVID answers a read, or its failure with its status. */
async function read(service: Service, request: DvidRequest): Promise<Uint8Array> {
  const answer = await service.dvid.ask(request);
  const body = await readAll(answer);
  if (answer.status === 200) return body;
  throw new HttpError(
    answer.status,
    `Error in dvid request, status ${answer.status}, ${request.url}: ${reprBytes(body)}`,
  );
}

/** `GET …/fields`. */
export const fields = endpoint({
  async run({ service, incoming: { signal }, path: { dataset = '' }, user }) {
    requireRead(service, user, dataset);
    const url = `${annotationsUrl(service, dataset)}/fields`;
    return bytesAnswer(await read(service, { method: 'GET', url, signal }), json);
  },
});

/**
 * `GET …/all`: DVID's text as it comes. The server has sent 200 before it asks DVID, so that any
 * failure there is a 200 with nothing in it.
 */
export const all = endpoint({
  query: {
    cursor: optionalText(),
    size: integerParameter(1_000_000n),
    show: optionalText(),
  },
  async run({ service, incoming: { signal }, path: { dataset = '' }, query, user }) {
    requireRead(service, user, dataset);
    const parameters: string[] = [];
    if (query.show) parameters.push(`show=${query.show}`);
    if (query.cursor) parameters.push(`cursor=${query.cursor}&size=${query.size}`);
    const url = withQuery(`${annotationsUrl(service, dataset)}/all`, parameters);
    const body = await allOrNothing(service, { method: 'GET', url, signal });
    // The server does not say how long this is.
    return { status: 200, headers: { 'content-type': json }, body };
  },
});

async function allOrNothing(service: Service, request: DvidRequest): Promise<RawResponse['body']> {
  try {
    const { status, body } = await service.dvid.ask(request);
    if (status !== 200) return new Uint8Array();
    return body instanceof Uint8Array ? body : untilCut(body);
  } catch (error) {
    if (error instanceof PythonError) return new Uint8Array();
    throw error;
  }
}

/**
 * What comes before a connection to DVID is lost. (The real server reads all of it before it sends
 * any, and then sends nothing.)
 */
async function* untilCut(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
  }
}

/** `GET …/id-number/{ids}`: the records of these ids, written anew. */
export const byId = endpoint({
  query: { version: textParameter(''), show: optionalText() },
  async run({ service, incoming: { signal }, path: { dataset = '', id = '' }, query, user }) {
    requireRead(service, user, dataset);
    const ids = id.split(',').map(parseInteger);
    const base = annotationsUrl(service, dataset, query.version);
    const url = `${base}/keyvalues?json=true${query.show ? `&show=${query.show}` : ''}`;
    const body = writeJson(ids, requestStyle);
    const records = readJson(await read(service, { method: 'GET', url, body, signal }));
    if (!isDict(records)) throw new PythonError('AttributeError', 'DVID answered no object');
    return [...records.values()];
  },
});

export function withQuery(url: string, parameters: readonly string[]): string {
  return parameters.length > 0 ? `${url}?${parameters.join('&')}` : url;
}
