import { DecodeError } from '../errors/DecodeError.js';
import { parseJson } from '../integers/parseJson.js';
import { describeIssue } from '../schemas/describeIssue.js';
import type { Check } from '../schemas/Schema.js';
import { describeRequest } from './facts.js';
import { tidyDetail } from './tidyDetail.js';

/**
 * The JSON of a successful answer, with exact integers, checked by a schema.
 *
 * @throws DecodeError when the body is empty, no JSON, or not what the schema says; its code is
 *   `truncated` when the body ends before it closes.
 */
export async function readJson<T>(response: Response, schema: Check<T>): Promise<T> {
  const what = describeRequest(response);
  const text = await readText(response);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    const cutOff = isCutOff(text);
    throw new DecodeError(
      `${what} succeeded, but its answer ${describeText(text, 'is no JSON; it')}.${cutOff ? ' It was cut off, or the server failed within it: try again.' : ''}`,
      { cause, ...(cutOff ? { code: 'truncated' } : {}) },
    );
  }
  return decode(value, schema, `the answer of ${what}`);
}

/**
 * Reads the `null` that a successful write answers with. Anything else means that something other
 * than the server has answered, so that nothing may have been written.
 *
 * @throws DecodeError for any other body.
 */
export async function readNull(response: Response): Promise<void> {
  const what = describeRequest(response);
  const text = await readText(response);
  if (text.trim() === 'null') return;
  throw new DecodeError(
    `${what} answered with status ${response.status}, but not as the server does after a write: its answer ${describeText(text, '')}. Read back what was written.`,
  );
}

/** A value of an answer, checked. `place` names it in a message. */
export function decode<T>(value: unknown, schema: Check<T>, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { place: at, expected } = describeIssue(result.error);
  throw new DecodeError(
    `${capital(place)} is not what it should be${at === '' ? '' : ` at ${at}`}: expected ${expected}. The server may run another version.`,
    { cause: result.error },
  );
}

/** A list or an object that does not close: a failure in the middle of an answer looks so. */
function isCutOff(text: string): boolean {
  const trimmed = text.trim();
  const close = trimmed.startsWith('[') ? ']' : trimmed.startsWith('{') ? '}' : undefined;
  return close !== undefined && !trimmed.endsWith(close);
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new DecodeError(`The answer of ${describeRequest(response)} broke off.`, {
      cause,
      code: 'truncated',
    });
  }
}

function describeText(text: string, otherwise: string): string {
  if (text.trim() === '') return 'is empty';
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return `is ${tidyDetail(text)}: a proxy or login page may stand in front of the server`;
  }
  const end = text.length > 120 ? `…${text.slice(-120)}` : text;
  return `${otherwise} ends with ${JSON.stringify(tidyDetail(end) ?? '')}`.trimStart();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
