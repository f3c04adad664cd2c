import { breather } from '../http/breathe.js';
import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { User } from '../identity/User.js';
import { reprBytes, str } from '../python/text.js';
import { isList, type PythonDict } from '../python/values.js';
import { requestStyle, writeJson } from '../python/writeJson.js';
import type { Service } from '../Service.js';
import { boolParameter, textParameter } from '../validation/parameters.js';
import { annotationsUrl } from './baseUrl.js';
import { readAll } from './DvidClient.js';
import { requireWrite } from './permissions.js';
import { oneOrMany } from './records.js';

interface Manner {
  readonly conditional: string;
  readonly replace: boolean;
  readonly designated_user: string;
}

/**
 * `POST …/neurons`: one record after the other, each a request to DVID. The first failure ends it:
 * those before it stay written, those after it are not tried.
 */
export const write = endpoint({
  query: {
    replace: boolParameter(false),
    conditional: textParameter(''),
    version: textParameter(''),
    designated_user: textParameter(''),
  },
  body: oneOrMany,
  async run({ service, path: { dataset = '' }, query, body, user }) {
    requireWrite(service, user, dataset);
    const url = annotationsUrl(service, dataset, query.version);
    const breathe = breather();
    for (const record of isList(body) ? body : [body]) {
      await breathe();
      await writeOne(service, url, record, query, user);
    }
    return null;
  },
});

async function writeOne(
  service: Service,
  base: string,
  record: PythonDict,
  manner: Manner,
  user: User,
): Promise<void> {
  const bodyid = record.get('bodyid');
  if (bodyid === undefined) {
    throw new HttpError(400, 'Cannot POST annotation when no bodyid field exists in JSON');
  }
  const parameters: string[] = [];
  if (manner.conditional !== '') parameters.push(`conditional=${manner.conditional}`);
  if (manner.replace) parameters.push('replace=true');
  const writer = manner.designated_user || user.email;
  if (writer !== '') parameters.push(`u=${writer}`);
  const url = `${base}/key/${str(bodyid)}?${parameters.join('&')}`;
  const body = writeJson(record, requestStyle);
  const answer = await service.dvid.ask({ method: 'POST', url, body, json: true });
  if (answer.status === 200) return;
  const text = reprBytes(await readAll(answer));
  // The real server names a built-in function of Python where it means the id.
  const what = `bodyid <built-in function id>, status ${answer.status}`;
  throw new HttpError(answer.status, `Error in writing ${what}, ${url}: ${text}`);
}

/** `DELETE …/id-number/{id}`: always at the dataset's own version. */
export const remove = endpoint({
  async run({ service, path: { dataset = '', id = '' }, user }) {
    requireWrite(service, user, dataset);
    const url = `${annotationsUrl(service, dataset)}/key/${id}`;
    const answer = await service.dvid.ask({ method: 'DELETE', url });
    if (answer.status === 200) return null;
    const text = reprBytes(await readAll(answer));
    throw new HttpError(
      answer.status,
      `Error in delete bodyid ${id}, status ${answer.status}, ${url}: ${text}`,
    );
  },
});
