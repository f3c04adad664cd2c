import { JsonDecodeError, readJson } from '../python/readJson.js';
import { PythonError, type PythonValue } from '../python/values.js';
import type { ValidationItem } from '../validation/outcome.js';
import { HttpError } from './HttpError.js';
import type { Incoming } from './Incoming.js';
import { ValidationFailure } from './ValidationFailure.js';

/**
 * The JSON body of a request; none when there is no body; the bytes themselves when its content type
 * is not a JSON one, so that no type takes it.
 *
 * @throws ValidationFailure for broken JSON
 * @throws HttpError for bytes that are no text
 */
export function readBody(incoming: Incoming): PythonValue {
  if (incoming.body.length === 0) return null;
  if (!isJsonType(incoming.headers['content-type'])) return incoming.body;
  try {
    return readJson(incoming.body);
  } catch (error) {
    if (error instanceof JsonDecodeError) throw new ValidationFailure([syntaxItem(error)]);
    if (error instanceof PythonError) {
      throw new HttpError(400, 'There was an error parsing the body');
    }
    throw error;
  }
}

/** `application/json` and `application/*+json` in any case; also none at all. */
function isJsonType(header: string | undefined): boolean {
  if (header === undefined || header === '') return true;
  const type = (header.split(';', 1)[0] ?? '').trim().toLowerCase();
  const [main, sub = '', ...more] = type.split('/');
  return main === 'application' && more.length === 0 && (sub === 'json' || sub.endsWith('+json'));
}

function syntaxItem(error: JsonDecodeError): ValidationItem {
  return {
    type: 'json_invalid',
    loc: ['body', BigInt(error.position)],
    msg: 'JSON decode error',
    input: new Map(),
    ctx: new Map([['error', error.problem]]),
  };
}
