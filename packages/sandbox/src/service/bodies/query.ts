import { bytesAnswer } from '../http/answers.js';
import { endpoint } from '../http/endpoint.js';
import { PythonError } from '../python/values.js';
import { requestStyle, writeJson } from '../python/writeJson.js';
import { boolParameter, textParameter } from '../validation/parameters.js';
import { annotationsUrl } from './baseUrl.js';
import { readAll } from './DvidClient.js';
import { requireRead } from './permissions.js';
import { withQuery } from './reads.js';
import { oneOrMany } from './records.js';

/** `POST …/query`: written anew for DVID; any failure there is a plain 500. */
export const query = endpoint({
  query: { version: textParameter(''), show: textParameter(''), onlyid: boolParameter(false) },
  body: oneOrMany,
  async run({ service, incoming: { signal }, path: { dataset = '' }, query, body, user }) {
    requireRead(service, user, dataset);
    const parameters: string[] = [];
    if (query.show !== '') parameters.push(`show=${query.show}`);
    if (query.onlyid) parameters.push('onlyid=true');
    const url = withQuery(`${annotationsUrl(service, dataset, query.version)}/query`, parameters);
    const text = writeJson(body, requestStyle);
    const answer = await service.dvid.ask({ method: 'POST', url, body: text, json: true, signal });
    const records = await readAll(answer);
    if (answer.status !== 200)
      throw new PythonError('TypeError', 'bytes are not JSON serializable');
    return bytesAnswer(records, 'application/json');
  },
});
